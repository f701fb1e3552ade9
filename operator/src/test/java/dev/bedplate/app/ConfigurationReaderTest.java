package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.app.Configuration.Certificate;
import dev.bedplate.app.Configuration.CertificateMode;
import dev.bedplate.app.Configuration.Log;
import dev.bedplate.app.Configuration.Tags;
import dev.bedplate.app.Configuration.Webhook;
import dev.bedplate.app.logging.LogFormat;
import dev.bedplate.cli.InvalidInput;
import dev.bedplate.source.keychain.PullSecretUse;
import dev.bedplate.source.registry.RegistryConfiguration.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class ConfigurationReaderTest {
  @TempDir Path directory;

  @Test
  void readsEveryKey() throws Exception {
    Configuration read =
        read(
            """
            management: {port: 18080}
            webhook: {port: 0, timeoutSeconds: 7, heartbeat: 3s, certificate: {mode: managed, file: a.crt, key: a.key, authority: ca.crt, hosts: [a.example]}}
            registries:
            - {host: "registry.example:5000", plainHttp: true, mirrors: [mirror.example], credentialsSecret: pull}
            - {host: docker.io, insecure: true, ca: ca.pem, concurrency: 2, requestsPerSecond: 0.5}
            inspection:
              tagTtl: 500ms
              pullSecrets: operator
              staleTag: 2h
              platforms: [linux/amd64, linux/arm64/v8]
              limits: {contentBytes: 128Ki, compressedLayerBytes: 1.5G, layers: 7}
            namespaces: {exclude: [monitoring]}
            reports: {api: none}
            lifecycle: {file: dates.json}
            log: {format: text, level: debug}
            """);
    assertThat(read.managementPort()).isEqualTo(18080);
    assertThat(read.webhook())
        .isEqualTo(
            new Webhook(
                0,
                Duration.ofSeconds(7),
                Duration.ofSeconds(3),
                new Certificate(
                    CertificateMode.MANAGED,
                    Path.of("a.crt"),
                    Path.of("a.key"),
                    Path.of("ca.crt"),
                    List.of("a.example"))));
    assertThat(read.registries().hosts())
        .containsOnly(
            Map.entry(
                "registry.example:5000",
                new Host(List.of("mirror.example"), true, false, null, 8, 0)),
            Map.entry("docker.io", new Host(List.of(), null, true, Path.of("ca.pem"), 2, 0.5)));
    assertThat(read.credentialsSecrets()).containsOnly(Map.entry("registry.example:5000", "pull"));
    assertThat(read.pullSecrets()).isEqualTo(PullSecretUse.OPERATOR);
    assertThat(read.tags()).isEqualTo(new Tags(Duration.ofMillis(500), Duration.ofHours(2)));
    assertThat(read.platforms()).hasSize(2);
    assertThat(read.limits().contentBytes()).isEqualTo(128 * 1024);
    assertThat(read.limits().compressedLayerBytes()).isEqualTo(1_500_000_000L);
    assertThat(read.limits().layers()).isEqualTo(7);
    assertThat(read.excludedNamespaces()).containsExactly("monitoring");
    assertThat(read.lifecycleFile()).isEqualTo(Path.of("dates.json"));
    assertThat(read.log()).isEqualTo(new Log(LogFormat.TEXT, Level.DEBUG));
    assertThat(read("# nothing\n")).isEqualTo(Configuration.DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1|line 1: a: unknown key; known here: inspection, lifecycle, log",
        "log:\\n  level: loud|line 2: log.level: must be one of error, warn",
        "webhook: {timeoutSeconds: 31}|webhook.timeoutSeconds: must be seconds from 1 to 30",
        "webhook: {certificate: {mode: none}}|webhook.certificate.mode: must be one of files,"
            + " managed",
        "inspection: {tagTtl: 10}|inspection.tagTtl: must be a duration such as 10s",
        "registries:\\n- {mirrors: []}|line 2: registries[0].host: must be there",
        "registries:\\n- host: a\\n  concurrency: 0|line 3: registries[0].concurrency: must be",
        "inspection: {limits: {layers: -1}}|inspection.limits.layers: must be a whole number",
        "inspection: {limits: {layers: 1.5}}|inspection.limits.layers: must be a whole number",
        "inspection: {limits: {contentBytes: 10000000T}}|contentBytes: must be a whole number",
        "inspection: {platforms: [arm]}|inspection.platforms[0]: must be os/architecture",
        "inspection: {pullSecrets: all}|pullSecrets: must be one of workloads, operator, none",
        "reports: {api: openreports}|reports.api: must be none, as no reports are written yet, not"
            + " openreports",
        "reports: {api: wgpolicyk8s}|reports.api: must be none",
        "reports: {api: None}|reports.api: must be none",
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
