package dev.bedplate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTableTest {
  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completionKnowsEveryCommandAndOption(String shell) {
    String script = Run.of("completion", shell).out();
    for (Command command : Command.values()) {
      assertThat(script).contains(command.word());
      command.options().forEach(option -> assertThat(script).contains(option.name()));
    }
  }

  @Test
  void helpNamesEveryOption() {
    for (Command command : Command.values()) {
      Run run = Run.of(command.word(), "--help");
      assertThat(run.code()).isZero();
      command.options().forEach(option -> assertThat(run.out()).contains(option.usage()));
    }
    assertThat(Run.of("--help").out()).contains("inspect").contains("check");
    assertThat(Run.of("--version").out()).startsWith("bedplate ");
  }

  @Test
  void the_packaged_program_says_who_starts_the_demo() {
    Run run = Run.of("demo", "--keep");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("./bedplate demo [--keep]").hasLineCount(1);
  }

  @Test
  void theReferenceIsUpToDate() throws IOException {
    Path page = Path.of("..", "docs", "commands.md");
    if (Boolean.getBoolean("bedplate.update")) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, Help.reference());
    }
    assertThat(Files.readString(page))
        .as("regenerate with ./mvnw test -Dtest=CommandTableTest -Dbedplate.update=true")
        .isEqualTo(Help.reference());
  }
}
