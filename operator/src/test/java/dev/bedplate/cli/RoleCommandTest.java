package dev.bedplate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleCommandTest {
  @Test
  void the_controller_gets_its_configuration_file() {
    assertThat(Run.of("controller", "--config", "a.yaml").err())
        .isEqualTo("bedplate: controller started with a.yaml\n");
  }

  @Test
  void the_webhook_gets_what_the_command_line_decides() {
    assertThat(Run.of("webhook", "--self-signed", "--register", "https://127.0.0.1:9443").err())
        .contains("selfSigned=true", "register=https://127.0.0.1:9443");
  }

  @ParameterizedTest
  @CsvSource({
    "webhook --register https://localhost, --register needs --self-signed",
    "webhook --self-signed --register http://localhost, must be a URL that begins with https://",
    "webhook now, webhook takes no arguments",
    "controller --self-signed, unknown option --self-signed",
  })
  void wrong_usage_is_named_and_starts_nothing(String words, String problem) {
    Run run = Run.of(words.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(problem).doesNotContain("started with");
  }
}
