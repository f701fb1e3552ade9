package dev.bedplate.source.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.image.Digest;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.Traffic;
import dev.bedplate.source.registry.RegistryConfiguration.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry client against servers that speak TLS, directly and through proxies. */
class TlsTest {
  private static final String OCI = "application/vnd.oci.image.manifest.v1+json";
  private static final byte[] MANIFEST = "{\"schemaVersion\":2}".getBytes(UTF_8);
  private static TestCertificate certificate;
  private static TestCertificate misnamed;

  private TestRegistry registry;
  private Digest digest;

  @BeforeAll
  static void certificates(@TempDir Path first, @TempDir Path second) throws Exception {
    certificate = TestCertificate.create(first, "ip:127.0.0.1,dns:r.example");
    misnamed = TestCertificate.create(second, "dns:other.example");
  }

  @BeforeEach
  void start() throws Exception {
    registry = TestRegistry.start(certificate);
    digest = registry.manifest("team/app", "1", OCI, MANIFEST);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private static Host host(boolean insecure, @Nullable Path ca) {
    return new Host(List.of(), null, insecure, ca, 8, 0);
  }

  private Digest resolve(Host host) throws IOException {
    return resolve(registry.authority(), host, Map.of());
  }

  private static Digest resolve(String authority, Host host, Map<String, String> environment)
      throws IOException {
    var configuration = new RegistryConfiguration(Map.of(authority, host));
    var access =
        new Access(
            Keychain.ANONYMOUS,
            Deadline.in(Duration.ofSeconds(20), Clock.systemUTC()),
            new Traffic());
    try (var source =
        new RegistrySource(
            configuration, environment, 1000, Clock.systemUTC(), Duration.ofMillis(4), true)) {
      return source.resolve(ReferenceParser.parse(authority + "/team/app:1"), access);
    }
  }

  private static void assertUnavailable(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ImageUnavailableException.class,
            e ->
                assertThat(e.reason())
                    .as(e.getMessage())
                    .isEqualTo(UndecidedReason.RegistryUnavailable))
        .message()
        .contains(parts);
  }

  @Test
  void theAuthorityInTheConfigurationIsTrusted() throws IOException {
    assertThat(resolve(host(false, certificate.pem()))).isEqualTo(digest);
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefusedAtOnceAndTheWayOutIsNamed() {
    assertUnavailable(
        () -> resolve(host(false, null)),
        registry.authority() + " shows a certificate that is not trusted",
        "ca in the configuration");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void anotherAuthorityIsNotEnough() {
    assertUnavailable(
        () -> resolve(host(false, misnamed.pem())), "shows a certificate that is not trusted");
  }

  @Test
  void theNameCountsEvenWhenTheAuthorityIsTrusted() throws Exception {
    try (TestRegistry other = TestRegistry.start(misnamed)) {
      assertUnavailable(
          () -> resolve(other.authority(), host(false, misnamed.pem()), Map.of()),
          "shows a certificate that is not trusted",
          "127.0.0.1");
    }
  }

  @Test
  void insecureTrustsAnyCertificateUnderAnyName() throws Exception {
    try (TestRegistry other = TestRegistry.start(misnamed)) {
      Digest there = other.manifest("team/app", "1", OCI, MANIFEST);
      assertThat(resolve(other.authority(), host(true, null), Map.of())).isEqualTo(there);
    }
  }

  @Test
  void insecureCountsForItsOwnRegistryOnly() throws Exception {
    try (TestRegistry other = TestRegistry.start(misnamed)) {
      other.at("/t", "application/json", "{\"token\":\"T\"}".getBytes(UTF_8));
      registry.misbehave(
          "/v2/", Misbehaviours.redirect("https://127.0.0.1:" + other.port() + "/t"));
      assertUnavailable(() -> resolve(host(true, null)), "shows a certificate that is not trusted");
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void anAuthorityFileThatIsNotThereOrHoldsNoneIsNamed(@TempDir Path directory) throws IOException {
    Path missing = directory.resolve("missing.pem");
    Path empty = Files.writeString(directory.resolve("empty.pem"), "");
    Path text = Files.writeString(directory.resolve("text.pem"), "-----BEGIN CERTIFICATE-----\nx");

    assertUnavailable(() -> resolve(host(false, missing)), missing + ": there is no such file");
    for (Path wrong : List.of(missing, empty, text)) {
      var configuration = new RegistryConfiguration(Map.of("r.example", host(false, wrong)));
      assertThat(RegistrySource.problem(configuration, Map.of()).orElse(""))
          .contains(wrong.toString());
    }
    assertThat(
            RegistrySource.problem(
                new RegistryConfiguration(Map.of("r.example", host(false, certificate.pem()))),
                Map.of()))
        .isEmpty();
  }

  @Test
  void aServerWithoutTlsIsNotCalledUntrusted() throws IOException {
    try (ServerSocket plain = plainServer()) {
      var host = new Host(List.of(), false, false, null, 8, 0);
      assertUnavailable(
          () -> resolve("127.0.0.1:" + plain.getLocalPort(), host, Map.of()),
          "does not speak TLS as expected");
    }
  }

  /** Answers whatever comes as Go's servers answer plain text on a TLS port. */
  private static ServerSocket plainServer() throws IOException {
    ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                  int ignored = client.getInputStream().read();
                  client
                      .getOutputStream()
                      .write(
                          "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8));
                  client.shutdownOutput();
                  client.getInputStream().skipNBytes(1000);
                } catch (IOException e) {
                  // The client or the test has ended; the next round sees which.
                }
              }
            });
    return server;
  }

  @Test
  void aLoopbackRegistryMaySpeakEither() throws IOException {
    assertThat(resolve(host(true, null))).isEqualTo(digest);
    try (TestRegistry plain = TestRegistry.start()) {
      Digest there = plain.manifest("team/app", "1", OCI, MANIFEST);
      assertThat(resolve(plain.authority(), Host.DEFAULTS, Map.of())).isEqualTo(there);
    }
  }

  @Test
  void aLoopbackRegistryThatSpeaksNoTlsAndAnswers400AnsweredThat() throws IOException {
    try (ServerSocket plain = plainServer()) {
      assertUnavailable(
          () -> resolve("127.0.0.1:" + plain.getLocalPort(), Host.DEFAULTS, Map.of()),
          "answered 400 to GET");
    }
  }

  @Test
  void aRegistryElsewhereIsNeverAskedInPlainText() throws IOException {
    try (TestProxy proxy = new TestProxy(registry.port(), false)) {
      Map<String, String> both =
          Map.of("http_proxy", proxy.address(), "https_proxy", proxy.address());
      assertUnavailable(() -> resolve("r.example", Host.DEFAULTS, both), "not trusted");
      assertThat(proxy.lines()).containsExactly("CONNECT r.example:443 HTTP/1.1");
    }
  }

  @Test
  void httpsGoesThroughATunnelOfTheProxyAndTheRegistryIsStillVerified() throws IOException {
    try (TestProxy proxy = new TestProxy(registry.port(), false)) {
      Map<String, String> environment = Map.of("HTTPS_PROXY", proxy.address());
      assertThat(resolve("r.example", host(false, certificate.pem()), environment))
          .isEqualTo(digest);
      assertThat(proxy.lines()).containsExactly("CONNECT r.example:443 HTTP/1.1");

      assertUnavailable(
          () -> resolve("s.example", host(false, certificate.pem()), environment),
          "s.example shows a certificate that is not trusted");
    }
  }

  @Test
  void plainHttpIsHandedToItsOwnProxy() throws IOException {
    try (TestRegistry plain = TestRegistry.start();
        TestProxy proxy = new TestProxy(plain.port(), false)) {
      Digest there = plain.manifest("team/app", "1", OCI, MANIFEST);
      var host = new Host(List.of(), true, false, null, 8, 0);
      Map<String, String> environment =
          Map.of("http_proxy", proxy.address(), "HTTPS_PROXY", "http://127.0.0.1:1");
      assertThat(resolve("r.example:5000", host, environment)).isEqualTo(there);
      assertThat(proxy.lines())
          .containsExactly("HEAD http://r.example:5000/v2/team/app/manifests/1 HTTP/1.1");
    }
  }

  @Test
  void aProxyThatAsksForCredentialsIsNamed() throws IOException {
    try (TestProxy proxy = new TestProxy(registry.port(), true)) {
      assertUnavailable(
          () -> resolve("r.example", host(false, null), Map.of("https_proxy", proxy.address())),
          "407");
    }
  }

  @Test
  void loopbackIsNeverProxied() throws IOException {
    try (TestProxy proxy = new TestProxy(registry.port(), true)) {
      Map<String, String> both =
          Map.of("http_proxy", proxy.address(), "https_proxy", proxy.address());
      assertThat(resolve(registry.authority(), host(false, certificate.pem()), both))
          .isEqualTo(digest);
      assertThat(proxy.lines()).isEmpty();
    }
  }
}
