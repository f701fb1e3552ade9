package dev.bedplate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/security.md} names exactly the classes that have a row's tests. */
class SecurityPageTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| S-(\\d\\d) \\|.*\\| ([^|]+) \\|$", Pattern.MULTILINE);
  private static final Pattern TEST = Pattern.compile("^  void S_(\\d\\d)_", Pattern.MULTILINE);
  private static final Path TESTS = Path.of("src/test/java");

  @Test
  void every_row_names_the_classes_of_its_tests() throws IOException {
    Map<String, Set<String>> rows = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("../docs/security.md")));
    while (row.find()) {
      rows.put(row.group(1), new TreeSet<>(Arrays.asList(row.group(2).split(", ", -1))));
    }
    assertThat(rows).hasSizeGreaterThanOrEqualTo(30).isEqualTo(written());
  }

  private static Map<String, Set<String>> written() throws IOException {
    Map<String, Set<String>> written = new TreeMap<>();
    try (Stream<Path> files = Files.walk(TESTS)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        Matcher test = TEST.matcher(Files.readString(file));
        while (test.find()) {
          written
              .computeIfAbsent(test.group(1), row -> new TreeSet<>())
              .add(file.getFileName().toString().replace(".java", ""));
        }
      }
    }
    return written;
  }
}
