package dev.bedplate.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggingProcessTest {
  @TempDir Path directory;

  @Test
  void all_that_is_logged_in_a_process_is_objects_whoever_logs() throws Exception {
    var messages = new ArrayList<String>();
    for (String line : run("JSON")) {
      var event = new ObjectMapper().readTree(line);
      messages.add(event.get("level").textValue() + " " + event.get("message").textValue());
    }

    assertThat(messages)
        .containsExactly(
            "INFO ours", "WARN platform\nwarning", "WARN old warning", "ERROR library error");
  }

  @Test
  void all_that_is_logged_in_a_process_is_text_whoever_logs() throws Exception {
    List<String> lines = run("TEXT");

    assertThat(lines.get(0)).endsWith("Z INFO  webhook: ours port=9443");
    assertThat(lines.get(1)).endsWith("Z WARN  httpclient: platform\\u000awarning");
    assertThat(lines.get(2)).endsWith("Z WARN  netty: old warning");
    assertThat(lines.get(3)).endsWith("Z ERROR fabric8: library error");
    assertThat(lines.get(4)).isEqualTo("    java.lang.IllegalStateException: x");
    assertThat(lines.subList(5, lines.size())).allMatch(line -> line.startsWith("    at "));
  }

  private List<String> run(String format) throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LoggedProcess.class.getName(),
                format)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("the process did not end");
    }
    return Files.readAllLines(output);
  }
}
