package dev.bedplate.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A pattern over one name, such as {@code netcat*}; {@code *} and {@code ?} are special. */
public record NameGlob(String pattern) {
  /** Whether the whole name matches. */
  public boolean matches(String name) {
    return Wildcard.matches(pattern, name);
  }

  /** Those of sorted names that match; only names that begin as the pattern does are looked at. */
  List<String> among(List<String> sorted) {
    String beginning = beginning();
    int found = Collections.binarySearch(sorted, beginning);
    List<String> matching = new ArrayList<>();
    for (int i = found < 0 ? -found - 1 : found; i < sorted.size(); i++) {
      String name = sorted.get(i);
      if (!name.startsWith(beginning)) {
        break;
      }
      if (matches(name)) {
        matching.add(name);
      }
    }
    return matching;
  }

  private String beginning() {
    int end = 0;
    while (end < pattern.length() && pattern.charAt(end) != '*' && pattern.charAt(end) != '?') {
      end++;
    }
    return pattern.substring(0, end);
  }

  @Override
  public String toString() {
    return pattern;
  }
}
