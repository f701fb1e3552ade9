package dev.bedplate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chek|unknown command chek: did you mean check?",
        "foo|unknown command foo: expected one of inspect, check",
        "check --filenam x|unknown option --filenam: did you mean --filename?; see bedplate check --help",
        "check --fail-om=deny|unknown option --fail-om: did you mean --fail-on?; see",
        "inspect --zzz|unknown option --zzz; see bedplate inspect --help",
        "check -q|unknown option -q; see bedplate check --help"
      })
  void misspeltWordsAreTold_withWhatWasMeant(String words, String message) {
    Run run = Run.of(words.split(" ", -1));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("bedplate: " + message).hasLineCount(1);
  }

  @Test
  void filesAreCompletedWhereTheyAreTaken() {
    String zsh = Run.of("completion", "zsh").out();
    assertThat(zsh).contains("'*-f[", ":filename:_files'", "'*:image:_files'", ":config:_files'");
    assertThat(zsh).contains(":timeout:'", ":fail-on:(deny violation undecided nothing)'");
    String fish = Run.of("completion", "fish").out();
    assertThat(fish).contains("-l filename -s f -r -F -d", "-l timeout -x -d");
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
