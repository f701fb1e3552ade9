package dev.bedplate.catalog;

import java.util.Comparator;
import java.util.List;

/** The nearest known word to a misspelt one. */
final class Spelling {
  private static final int LONGEST = 64;

  private Spelling() {}

  static String suggest(String word, List<String> known) {
    if (word.length() > LONGEST) {
      return "; known: " + String.join(", ", known);
    }
    return known.stream()
        .filter(it -> distance(word, it) <= Math.max(1, it.length() / 3))
        .min(Comparator.comparingInt(it -> distance(word, it)))
        .map(it -> "; did you mean '" + it + "'?")
        .orElse("; known: " + String.join(", ", known));
  }

  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
