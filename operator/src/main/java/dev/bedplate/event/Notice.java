package dev.bedplate.event;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something worth telling about an object; equal notices belong to one series.
 *
 * @param regarding the workload, policy, exception or namespace
 * @param related the policy, where {@code regarding} is something else
 * @param action what was done, at most 128 bytes; the rest is cut
 * @param note for people, at most 1,024 bytes of UTF-8; the rest is cut
 */
public record Notice(
    ObjectRef regarding,
    @Nullable ObjectRef related,
    EventReason reason,
    String action,
    String note) {
  private static final int ACTION_BYTES = 128;
  private static final int NOTE_BYTES = 1024;
  private static final String CUT = "…";
  private static final int LISTED = 3;

  public Notice {
    action = cut(action, ACTION_BYTES);
    note = cut(note, NOTE_BYTES);
  }

  /** A note of several messages: the first three different ones, and how many more there are. */
  public static String listed(List<String> messages) {
    List<String> different = messages.stream().distinct().toList();
    int more = different.size() - LISTED;
    return different.stream().limit(LISTED).collect(Collectors.joining("; "))
        + (more > 0 ? "; and " + more + " more" : "");
  }

  /** At most {@code bytes} bytes of {@code text}, never half a character. */
  static String cut(String text, int bytes) {
    if (text.getBytes(StandardCharsets.UTF_8).length <= bytes) {
      return text;
    }
    CharBuffer rest = CharBuffer.wrap(text);
    ByteBuffer fits = ByteBuffer.allocate(bytes - CUT.getBytes(StandardCharsets.UTF_8).length);
    StandardCharsets.UTF_8.newEncoder().encode(rest, fits, true);
    return text.substring(0, rest.position()) + CUT;
  }
}
