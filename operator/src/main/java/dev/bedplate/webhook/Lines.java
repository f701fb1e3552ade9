package dev.bedplate.webhook;

import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text for the client, bounded: Kubernetes cuts long warnings, and all of them after 4096. */
final class Lines {
  static final int WARNING = 120;
  static final int ALL_WARNINGS = 4096;
  private static final int MESSAGE_LINES = 20;
  private static final int MESSAGE_LINE = 1500;
  private static final String ELLIPSIS = "…";

  private Lines() {}

  static String warning(Violation violation) {
    String from = from(violation.refusedFrom());
    String head = violation.policy() + ": " + violation.image().container() + ": ";
    String tail = " (" + violation.reason() + ")" + from;
    int left = WARNING - head.length() - tail.length();
    String found = violation.found();
    String accepted = "; accepted: " + violation.accepted();
    String rest = found.length() + accepted.length() <= left ? accepted : "";
    return cut(head + cut(found, left) + tail + rest, WARNING);
  }

  /** The cause is what the reader needs: it gets at least half of the room. */
  static String warning(Undecidable open) {
    String name = open.image().reference().canonical();
    String cause = open.problem();
    for (String before : List.of(name, open.image().reference().original())) {
      cause = cause.startsWith(before + ": ") ? cause.substring(before.length() + 2) : cause;
    }
    String tail = " (" + open.reason() + ")";
    String head = open.policy() + ": " + open.image().container() + ": undecided: ";
    int room = Math.max(WARNING / 2, WARNING - head.length() - tail.length());
    String told = cut(cause, room - (room == WARNING / 2 ? tail.length() : 0));
    return cut(head, WARNING - told.length() - tail.length()) + told + tail;
  }

  /**
   * As many warnings as Kubernetes passes on; the last one tells how many are missing.
   *
   * @param unlisted what there is besides, of which it is not known whether it is a warning
   */
  static List<String> warnings(List<String> all, int unlisted) {
    var distinct = new LinkedHashSet<>(all);
    List<String> kept = new ArrayList<>();
    int left = ALL_WARNINGS - WARNING;
    for (String warning : distinct) {
      left -= warning.getBytes(StandardCharsets.UTF_8).length;
      if (left < 0) {
        break;
      }
      kept.add(warning);
    }
    int missing = distinct.size() - kept.size();
    if (missing + unlisted > 0) {
      String atLeast = unlisted > 0 ? "at least " : "";
      kept.add("and " + atLeast + Math.max(missing, 1) + " more warnings");
    }
    return kept;
  }

  /** One line per reason; the last one tells how many are missing, the unlisted ones too. */
  static String message(List<String> reasons, int unlisted) {
    List<String> lines = new ArrayList<>();
    for (String reason : reasons.subList(0, Math.min(reasons.size(), MESSAGE_LINES))) {
      lines.add(cut(reason, MESSAGE_LINE));
    }
    int missing = reasons.size() - lines.size() + unlisted;
    if (missing > 0) {
      lines.add("and " + missing + " more violations");
    }
    return String.join("\n", lines);
  }

  private static String from(@Nullable Instant refusedFrom) {
    return refusedFrom == null ? "" : ", refused from " + refusedFrom;
  }

  /** One line of at most {@code length} characters; what an image wrote cannot begin another. */
  private static String cut(String text, int length) {
    String line = text.length() <= length ? text : shortened(text, Math.max(length, 1));
    return line.chars().anyMatch(Lines::breaks)
        ? line.replaceAll("[\\p{Cc}\\x{2028}\\x{2029}]", " ")
        : line;
  }

  private static String shortened(String text, int length) {
    int end = length - 1;
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + ELLIPSIS;
  }

  private static boolean breaks(int character) {
    return Character.isISOControl(character) || character == 0x2028 || character == 0x2029;
  }
}
