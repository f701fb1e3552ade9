package dev.bedplate.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons joined by spaces or commas (all must hold) and {@code ||} (one must). A bound names a
 * whole release line: {@code <=3.20} includes 3.20.3 and {@code >3.20} does not.
 */
public record VersionRange(String text, List<List<Comparison>> alternatives) {
  private static final Pattern COMPARISON = Pattern.compile("(>=|<=|>|<|=|!=)?\\s*([^\\s,<>=!|]+)");

  public VersionRange {
    alternatives = List.copyOf(alternatives);
  }

  /** One comparison with a release line. */
  record Comparison(String operator, Version bound) {
    Answer holds(Version version) {
      Optional<Integer> order = version.compareToLine(bound);
      if (order.isEmpty()) {
        return Answer.Unknown;
      }
      int sign = order.get();
      return Answer.of(
          switch (operator) {
            case ">=" -> sign >= 0;
            case "<=" -> sign <= 0;
            case ">" -> sign > 0;
            case "<" -> sign < 0;
            case "!=" -> sign != 0;
            default -> sign == 0;
          });
    }
  }

  /** The range written as {@code text}, or empty when it is none. */
  public static Optional<VersionRange> parse(String text) {
    List<List<Comparison>> alternatives = new ArrayList<>();
    for (String alternative : text.split("\\|\\|", -1)) {
      Optional<List<Comparison>> comparisons = conjunction(alternative);
      if (comparisons.isEmpty()) {
        return Optional.empty();
      }
      alternatives.add(comparisons.get());
    }
    return Optional.of(new VersionRange(text, alternatives));
  }

  private static Optional<List<Comparison>> conjunction(String text) {
    List<Comparison> comparisons = new ArrayList<>();
    Matcher matcher = COMPARISON.matcher(text);
    int end = 0;
    while (matcher.find()) {
      Optional<Version> bound = Version.parse(matcher.group(2));
      if (bound.isEmpty() || !text.substring(end, matcher.start()).matches("[\\s,]*")) {
        return Optional.empty();
      }
      String operator = matcher.group(1);
      comparisons.add(new Comparison(operator == null ? "=" : operator, bound.get()));
      end = matcher.end();
    }
    boolean whole = !comparisons.isEmpty() && text.substring(end).isBlank();
    return whole ? Optional.of(List.copyOf(comparisons)) : Optional.empty();
  }

  /** Whether the version lies in the range; unknown for null and what is no release number. */
  public Answer contains(@Nullable String version) {
    Optional<Version> parsed = version == null ? Optional.empty() : Version.parse(version);
    if (parsed.isEmpty()) {
      return Answer.Unknown;
    }
    Answer any = Answer.No;
    for (List<Comparison> comparisons : alternatives) {
      Answer all = Answer.Yes;
      for (Comparison comparison : comparisons) {
        all = all.and(comparison.holds(parsed.get()));
      }
      any = any.or(all);
    }
    return any;
  }

  @Override
  public String toString() {
    return text;
  }
}
