package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.cli.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReaderTest {
  @TempDir Path directory;

  @Test
  void readsWhatTheCommandLineUsesAndAcceptsTheRest() throws Exception {
    Configuration read =
        read(
            """
            management: {port: 8080}
            registries:
            - {host: "registry.example:5000", plainHttp: true, mirrors: [mirror.example]}
            inspection:
              tagTtl: 10s
              platforms: [linux/amd64, linux/arm64/v8]
              limits: {contentBytes: 128Ki, compressedLayerBytes: 1.5G, layers: 7}
            lifecycle: {file: dates.json}
            """);
    assertThat(read.limits().contentBytes()).isEqualTo(128 * 1024);
    assertThat(read.limits().compressedLayerBytes()).isEqualTo(1_500_000_000L);
    assertThat(read.limits().layers()).isEqualTo(7);
    assertThat(read.platforms()).hasSize(2);
    assertThat(read.lifecycleFile()).isEqualTo(Path.of("dates.json"));
    assertThat(read.registries().hosts()).containsKey("registry.example:5000");
    assertThat(read("# nothing\n")).isEqualTo(Configuration.DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1|line 1: a: unknown key; known here: inspection, lifecycle, log",
        "log:\\n  level: loud|line 2: log.level: must be one of error, warn",
        "registries:\\n- {mirrors: []}|line 2: registries[0].host: must be there",
        "registries:\\n- host: a\\n  concurrency: 0|line 3: registries[0].concurrency: must be",
        "inspection: {limits: {layers: -1}}|inspection.limits.layers: must be a whole number",
        "inspection: {limits: {layers: 1.5}}|inspection.limits.layers: must be a whole number",
        "inspection: {limits: {contentBytes: 10000000T}}|contentBytes: must be a whole number",
        "inspection: {platforms: [arm]}|inspection.platforms[0]: must be os/architecture",
        "- x|line 1: must be a mapping",
        "a: [|document 1, line"
      })
  void namesWhatIsWrong(String text, String expected) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("c.yaml: ")
        .hasMessageContaining(expected);
  }

  private Configuration read(String text) throws IOException, InvalidInput {
    return ConfigurationReader.read(Files.writeString(directory.resolve("c.yaml"), text));
  }
}
