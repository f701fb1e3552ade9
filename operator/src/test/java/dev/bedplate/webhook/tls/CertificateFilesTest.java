package dev.bedplate.webhook.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.awaitility.Awaitility;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateFilesTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"RSA, true", "RSA, false", "EC, true", "EC, false"})
  void readsKeysOfBothKindsInBothFormats(String algorithm, boolean pkcs8) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
    KeyPair keys = generator.generateKeyPair();
    var name = new X500Name("CN=web");
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(NOW),
            Date.from(NOW.plusSeconds(60)),
            name,
            keys.getPublic());
    var signer =
        new JcaContentSignerBuilder("SHA256with" + (algorithm.equals("RSA") ? "RSA" : "ECDSA"));
    String chain = pem(new JcaMiscPEMGenerator(builder.build(signer.build(keys.getPrivate()))));
    String key = pem(pkcs8 ? new JcaPKCS8Generator(keys.getPrivate(), null) : traditional(keys));
    assertThat(key).contains(pkcs8 ? "BEGIN PRIVATE KEY" : "BEGIN " + algorithm + " PRIVATE KEY");
    write("a", chain + chain, key);
    try (CertificateFiles files = files("a", NEVER)) {
      assertThat(files.isValid(NOW.plusSeconds(30))).isTrue();
      assertThat(files.isValid(NOW.plusSeconds(61))).isFalse();
    }
  }

  @Test
  void aSwappedSymbolicLinkIsNoticed() throws Exception {
    write("old", SelfSigned.generate(List.of("a"), NOW));
    write("new", SelfSigned.generate(List.of("a"), NOW.plus(Duration.ofDays(9))));
    Path link = Files.createSymbolicLink(directory.resolve("data"), directory.resolve("old"));
    try (CertificateFiles files = files("data", Duration.ofMillis(20))) {
      Instant before = files.expires();
      Path next = Files.createSymbolicLink(directory.resolve("tmp"), directory.resolve("new"));
      Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
      Awaitility.await().until(() -> files.expires().isAfter(before));
    }
  }

  @Test
  void theLastGoodCertificateStaysWhileFilesAreWrong() throws Exception {
    SelfSigned second = SelfSigned.generate(List.of("a"), NOW.plus(Duration.ofDays(9)));
    write("a", SelfSigned.generate(List.of("a"), NOW));
    try (CertificateFiles files = files("a", NEVER)) {
      Instant before = files.expires();
      assertThat(files.reload()).isFalse();
      Files.writeString(directory.resolve("a/tls.crt"), second.certificatePem());
      assertThat(files.reload()).as("the key is still the old one").isFalse();
      Files.delete(directory.resolve("a/tls.key"));
      assertThat(files.reload()).as("the key is missing").isFalse();
      assertThat(files.expires()).isEqualTo(before);
      Files.writeString(directory.resolve("a/tls.key"), second.keyPem());
      assertThat(files.reload()).isTrue();
      assertThat(files.expires()).isAfter(before);
    }
  }

  @Test
  void startingWithoutAUsableKeyIsAnErrorThatNamesIt() throws Exception {
    String chain = SelfSigned.generate(List.of("a"), NOW).certificatePem();
    write("a", chain, SelfSigned.generate(List.of("a"), NOW).keyPem());
    assertThatThrownBy(() -> files("a", NEVER))
        .isInstanceOf(IOException.class)
        .hasMessage("the key is not that of the first certificate");
    write("b", chain, "nothing");
    assertThatThrownBy(() -> files("b", NEVER)).hasMessageContaining("holds no private key");
    write("c", "", "");
    assertThatThrownBy(() -> files("c", NEVER)).hasMessageContaining("holds no certificate");
  }

  /** PKCS#1 or, with the name of its curve as other programs write it, SEC 1. */
  private static PemObjectGenerator traditional(KeyPair keys) throws IOException {
    if (keys.getPrivate() instanceof ECPrivateKey key) {
      var structure =
          new org.bouncycastle.asn1.sec.ECPrivateKey(
              256, key.getS(), SECObjectIdentifiers.secp256r1);
      return new PemObject("EC PRIVATE KEY", structure.getEncoded());
    }
    return new JcaMiscPEMGenerator(keys.getPrivate());
  }

  private static String pem(PemObjectGenerator object) throws IOException {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  private CertificateFiles files(String name, Duration every) throws Exception {
    Path at = directory.resolve(name);
    return CertificateFiles.watch(at.resolve("tls.crt"), at.resolve("tls.key"), every);
  }

  private void write(String name, SelfSigned made) throws IOException {
    write(name, made.certificatePem(), made.keyPem());
  }

  private void write(String name, String chain, String key) throws IOException {
    Path at = Files.createDirectories(directory.resolve(name));
    Files.writeString(at.resolve("tls.crt"), chain);
    Files.writeString(at.resolve("tls.key"), key);
  }
}
