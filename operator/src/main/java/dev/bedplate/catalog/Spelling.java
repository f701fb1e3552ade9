package dev.bedplate.catalog;

import dev.bedplate.workload.manifest.NearestWord;
import java.util.List;

/** What to say after a word that nobody knows. */
final class Spelling {
  private Spelling() {}

  static String suggest(String word, List<String> known) {
    return NearestWord.of(word, known)
        .map(it -> "; did you mean '" + it + "'?")
        .orElse("; known: " + String.join(", ", known));
  }
}
