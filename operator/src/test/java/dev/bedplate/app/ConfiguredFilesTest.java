package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.app.Configuration.Certificate;
import dev.bedplate.app.Configuration.CertificateMode;
import dev.bedplate.cli.InvalidInput;
import dev.bedplate.webhook.tls.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that the configuration names and that cannot be used is told with its key. */
class ConfiguredFilesTest {
  @TempDir Path directory;

  @Test
  void supportDates() throws IOException {
    Path missing = directory.resolve("dates.json");
    assertThatThrownBy(() -> load("lifecycle: {file: " + missing + "}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("lifecycle.file: " + missing + ": there is no such file");
    Files.writeString(missing, "[");
    assertThatThrownBy(() -> load("lifecycle: {file: " + missing + "}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(
            "lifecycle.file: " + missing + ": the support dates cannot be read");
    assertThatThrownBy(() -> load("lifecycle: {file: " + directory + "}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("lifecycle.file: " + directory + ": ");
  }

  @Test
  void authoritiesOfARegistry() {
    Path missing = directory.resolve("ca.pem");
    assertThatThrownBy(() -> load("registries: [{host: r.example, ca: " + missing + "}]"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("registries[].ca: " + missing + ": there is no such file");
    assertThatThrownBy(
            () -> load("registries: [{host: r.example, insecure: true, ca: " + missing + "}]"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("registries[].ca: " + missing + " is not read with insecure: true");
  }

  @Test
  void certificateAndKey() throws IOException {
    Path certificate = directory.resolve("a.crt");
    Path key = directory.resolve("a.key");
    SelfSigned made =
        SelfSigned.generate(List.of("localhost"), Instant.parse("2026-11-23T00:00:00Z"));
    assertThatThrownBy(() -> serve(certificate, key))
        .hasMessage("webhook.certificate.file: " + certificate + ": there is no such file");
    Files.writeString(certificate, made.certificatePem());
    assertThatThrownBy(() -> serve(certificate, key))
        .hasMessage("webhook.certificate.key: " + key + ": there is no such file");
    Files.writeString(key, "no key");
    assertThatThrownBy(() -> serve(certificate, key))
        .hasMessageStartingWith(
            "webhook.certificate.file " + certificate + " and key " + key + ": the key file");
  }

  private void load(String configuration) throws IOException, InvalidInput {
    LoadedConfiguration.load(
        Files.writeString(directory.resolve("config.yaml"), configuration), Map.of());
  }

  private static void serve(Path certificate, Path key) throws IOException {
    ServingIdentity.files(
        new Certificate(CertificateMode.FILES, certificate, key, null, List.of()));
  }
}
