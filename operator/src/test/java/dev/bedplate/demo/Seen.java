package dev.bedplate.demo;

import java.util.List;

/**
 * What a command printed.
 *
 * @param succeeded whether its exit code was 0
 */
record Seen(boolean succeeded, List<String> lines) {
  Seen {
    lines = List.copyOf(lines);
  }

  static Seen done(String... lines) {
    return new Seen(true, List.of(lines));
  }

  static Seen failed(String... lines) {
    return new Seen(false, List.of(lines));
  }
}
