package dev.bedplate.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * What must come of a command for its step to count.
 *
 * @param succeeds whether its exit code is 0
 * @param parts texts that the output holds, spaces counted as one and ages as {@code 0s}
 * @param wrong texts that it does not hold
 */
record Expected(boolean succeeds, List<String> parts, List<String> wrong) {
  Expected {
    parts = List.copyOf(parts);
    wrong = List.copyOf(wrong);
  }

  static Expected output(String... parts) {
    return new Expected(true, List.of(parts), List.of());
  }

  static Expected refusal(String... parts) {
    return new Expected(false, List.of(parts), List.of());
  }

  Expected without(String... texts) {
    return new Expected(succeeds, parts, List.of(texts));
  }

  /** What came out differently, one line each; empty when nothing did. */
  List<String> differences(Seen seen) {
    List<String> differences = new ArrayList<>();
    if (seen.succeeded() != succeeds) {
      differences.add("expected to " + (succeeds ? "succeed" : "be refused") + ", but it did not");
    }
    String output = Ages.alike(String.join("\n", seen.lines())).replaceAll("\\s+", " ");
    parts.stream()
        .filter(it -> !output.contains(it))
        .map(it -> "missing: " + it)
        .forEach(differences::add);
    wrong.stream()
        .filter(output::contains)
        .map(it -> "not expected: " + it)
        .forEach(differences::add);
    return differences;
  }
}
