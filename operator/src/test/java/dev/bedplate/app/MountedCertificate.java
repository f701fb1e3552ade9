package dev.bedplate.app;

import dev.bedplate.webhook.tls.SelfSigned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * A webhook's certificate in two files, as a Pod has one mounted.
 *
 * @param configuration what the configuration says of it, YAML in flow style
 * @param caBundle the authority whose certificate it is
 */
record MountedCertificate(String configuration, String caBundle) {
  /** One for the loopback interface, made in a folder. */
  static MountedCertificate in(Path directory) throws IOException {
    SelfSigned made = SelfSigned.generate(List.of("127.0.0.1"), Instant.now());
    Path file = Files.writeString(directory.resolve("tls.crt"), made.certificatePem());
    Path key = Files.writeString(directory.resolve("tls.key"), made.keyPem());
    return new MountedCertificate(
        "{mode: files, file: '%s', key: '%s'}".formatted(file, key),
        Base64.getEncoder().encodeToString(made.caBundle().getBytes(StandardCharsets.US_ASCII)));
  }
}
