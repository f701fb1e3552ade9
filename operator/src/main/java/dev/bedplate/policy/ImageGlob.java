package dev.bedplate.policy;

import java.util.List;

/**
 * A pattern over canonical image references, compared segment by segment: {@code **} stands for any
 * number of segments, {@code *} and {@code ?} stay within one. A pattern whose last segment names
 * neither tag nor digest matches every tag and digest of the repository.
 */
public record ImageGlob(String pattern, List<String> segments) {
  public ImageGlob {
    segments = List.copyOf(segments);
  }

  /** The pattern written as {@code text}. */
  public static ImageGlob of(String text) {
    return new ImageGlob(text, List.of(text.split("/", -1)));
  }

  /** Whether the pattern names exactly one repository or image. */
  public boolean isLiteral() {
    return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
  }

  /** Whether a reference in canonical spelling matches. */
  public boolean matches(String canonical) {
    if (pattern.equals("**")) {
      return true;
    }
    if (!mayMatch(canonical)) {
      return false;
    }
    return (namesNoVersion() && matchesSegments(repository(canonical)))
        || matchesSegments(canonical);
  }

  /** Whether the text starts like the first segment: cheaper than taking it apart to find out. */
  private boolean mayMatch(String canonical) {
    String first = segments.getFirst();
    return first.indexOf('*') >= 0 || first.indexOf('?') >= 0 || canonical.startsWith(first);
  }

  private boolean namesNoVersion() {
    String last = segments.getLast();
    return last.indexOf(':') < 0 && last.indexOf('@') < 0;
  }

  private static String repository(String canonical) {
    int at = canonical.indexOf('@');
    String tagged = at < 0 ? canonical : canonical.substring(0, at);
    int colon = tagged.lastIndexOf(':');
    return colon > tagged.lastIndexOf('/') ? tagged.substring(0, colon) : tagged;
  }

  private boolean matchesSegments(String canonical) {
    String[] parts = canonical.split("/", -1);
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < parts.length) {
      if (p < segments.size() && segments.get(p).equals("**")) {
        star = p++;
        resume = t;
      } else if (p < segments.size() && Wildcard.matches(segments.get(p), parts[t])) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < segments.size() && segments.get(p).equals("**")) {
      p++;
    }
    return p == segments.size();
  }

  @Override
  public String toString() {
    return pattern;
  }
}
