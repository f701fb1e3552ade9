package dev.bedplate.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What the README shows of the demo's output. */
final class ReadmePage {
  private static final String FIRST_LINE = "# ";
  private static final Pattern CONSOLE =
      Pattern.compile("^```console\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern GAP = Pattern.compile("(?<=\\S) {2,}");

  private ReadmePage() {}

  /** The blocks that begin with a remark, as only the demo prints them. */
  static List<String> blocks() throws IOException {
    return CONSOLE
        .matcher(Files.readString(Path.of("..", "README.md")))
        .results()
        .map(block -> block.group(1))
        .filter(block -> block.startsWith(FIRST_LINE))
        .toList();
  }

  /** A text in which ages, and the width of the column that holds them, are alike in every run. */
  static List<String> ageless(String text) {
    return Arrays.stream(Ages.alike(text).strip().split("\n"))
        .map(line -> GAP.matcher(line).replaceAll("  "))
        .toList();
  }
}
