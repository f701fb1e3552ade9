package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "/dev/pts/3, true",
    "/dev/tty1, true",
    "/dev/console, true",
    "/dev/null, false",
    "pipe:[123], false",
    "/home/me/dev/pts/3, false",
    "/dev/pts/3/x, false"
  })
  void aStreamIsATerminalWhenItsDescriptorLeadsToOne(String target, boolean terminal)
      throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("1"), Path.of(target));

    assertThat(Terminals.isTerminal(link)).isEqualTo(terminal);
    Files.delete(link);
  }
}
