package dev.bedplate.source.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.source.Access;
import dev.bedplate.source.Credential;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.Traffic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever text addresses are made of: there is a request, or a value that says why not. */
class AddressesTest {
  private static final Endpoints ENDPOINTS = new Endpoints(RegistryConfiguration.NONE);

  @Test
  void S_31_every_reference_that_is_one_can_be_asked_for() throws Exception {
    var random = new Random(20261127);
    List<String> parts =
        List.of(
            "a",
            "1",
            "0x7f",
            "256",
            "10",
            "_",
            "-",
            ".",
            "..",
            ":",
            ":5000",
            ":0",
            "[",
            "]",
            "[::1]",
            "[fe80::1",
            "%",
            "%25",
            "::",
            "localhost",
            "xn--p1ai",
            "A",
            "com",
            "@",
            "\\",
            "0",
            "/",
            "x");
    int asked = 0;
    for (int round = 0; round < 50_000; round++) {
      var host = new StringBuilder();
      for (int i = random.nextInt(1, 7); i > 0; i--) {
        host.append(parts.get(random.nextInt(parts.size())));
      }
      ImageReference reference = ReferenceParser.parseRegistry(host + "/x:1");
      if (reference instanceof RegistryReference image) {
        request(image);
        asked++;
      }
    }
    assertThat(asked).isGreaterThan(1000);
  }

  @Test
  void long_texts_are_read_on_a_small_stack() throws Exception {
    var failure = new AtomicReference<@Nullable Throwable>();
    for (String part : List.of("a-", "a.", "a/", "a__", "a:", "[", "1.")) {
      String text = "r.example/" + part.repeat(4000 / part.length()) + "x";
      var thread =
          new Thread(
              null,
              () -> failure.set(catchThrowable(() -> ReferenceParser.parseRegistry(text))),
              "small",
              64 * 1024L);
      thread.start();
      thread.join();
      assertThat(failure.get()).as(part).isNull();
    }
  }

  private static void request(RegistryReference image) throws ImageUnavailableException {
    for (Endpoint endpoint : ENDPOINTS.of(image.registry())) {
      Call call = Call.get("/manifests/1", image, access()).over("https").head();
      URI uri = endpoint.uri(call);
      assertThat(HttpRequest.newBuilder(uri).build().uri().getHost())
          .as(image.original())
          .isNotNull();
      assertThat(Hosts.host(uri)).as(image.original()).isEqualTo(endpoint.host());
      assertThat(uri.getPort()).as(image.original()).isEqualTo(Hosts.port(endpoint.authority()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://10.77.1/x",
        "https://a_b.com/x",
        "https://a.invalid:70000/x",
        "https://a.invalid:99999999999/x",
        "https://[::1",
        "https://[fe80::1%25eth0]:1/x",
        "https://0x7f.1/x",
        "https://a.invalid/",
        "https:x",
        "https://",
        "https:///x",
        "mailto:x",
        "ftp://a.invalid/x",
        "//",
        "?x",
        "#x",
        "%",
        "http://a b/",
        "http://user@127.0.0.1:1/x",
      })
  void S_31_odd_addresses_in_answers_are_failures_of_the_image(String address) throws IOException {
    try (TestRegistry registry = TestRegistry.start();
        RegistrySource source = source(RegistryConfiguration.NONE)) {
      registry.misbehave("/v2/redirected/", Misbehaviours.redirect(address));
      registry.misbehave("/v2/realm/", Misbehaviours.bearer(address, "T"));
      for (String repository : List.of("redirected", "realm")) {
        for (Keychain keychain :
            List.<Keychain>of(
                Keychain.ANONYMOUS, _ -> Optional.of(new Credential("<token>", "refresh")))) {
          assertUnavailable(source, registry.authority() + "/" + repository + ":1", keychain);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer realm\r\n\r\n",
        "HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer realm=\"\r\n\r\n",
        "HTTP/1.1 401 No\r\nWWW-Authenticate: =,\"\\\r\n\r\n",
        "HTTP/1.1 429 No\r\nRetry-After: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 503 No\r\nRetry-After: Fri, 31 Dec 999999999 23:59:59 GMT\r\n\r\n",
        "HTTP/1.1 302 Found\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: \r\n\r\n",
        "HTTP/1.1 999 Odd\r\n\r\n",
        "HTTP/1.1 99999 Odd\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "\r\n\r\n",
        "x",
        "",
      })
  void S_31_odd_answers_are_failures_of_the_image(String answer) throws Exception {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        RegistrySource source = source(RegistryConfiguration.NONE)) {
      Thread.ofVirtual().start(() -> serve(server, answer));
      assertUnavailable(source, "127.0.0.1:" + server.getLocalPort() + "/x:1", Keychain.ANONYMOUS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.77.1:5000",
        "http://10.77.1",
        "a_b.invalid",
        "foo.123abc",
        "-a.invalid",
        "a..invalid",
        "[::g]:5000",
        "[1:2:3]",
        "a.invalid:99999999999",
        "a.invalid:x",
        "ftp://a.invalid",
      })
  void S_31_a_mirror_that_cannot_be_asked_leaves_the_registry_to_be_asked(String mirror)
      throws IOException {
    var host = new RegistryConfiguration.Host(List.of(mirror), null, false, null, 8, 0);
    try (TestRegistry registry = TestRegistry.start()) {
      registry.manifest("x", "1", "application/vnd.oci.image.manifest.v1+json", new byte[] {'{'});
      var configuration = new RegistryConfiguration(Map.of(registry.authority(), host));
      try (RegistrySource source = source(configuration)) {
        var image = ReferenceParser.parseRegistry(registry.authority() + "/x:1");
        assertThat(source.resolve(image, access())).isNotNull();
      }
      assertThat(RegistrySource.problem(configuration, Map.of()))
          .hasValueSatisfying(
              it -> assertThat(it).contains(registry.authority(), "HOST[:PORT]", "is expected"));
    }
  }

  private static void serve(ServerSocket server, String answer) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
          line = in.readLine();
        }
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void assertUnavailable(RegistrySource source, String image, Keychain keychain) {
    var access =
        new Access(keychain, Deadline.in(Duration.ofSeconds(2), Clock.systemUTC()), new Traffic());
    Throwable thrown =
        catchThrowable(() -> source.resolve(ReferenceParser.parseRegistry(image), access));
    assertThat(thrown).isInstanceOf(ImageUnavailableException.class).hasMessageContaining(image);
  }

  private static RegistrySource source(RegistryConfiguration configuration) {
    return new RegistrySource(
        configuration, Map.of(), 1000, Clock.systemUTC(), Duration.ofMillis(4), false);
  }

  private static Access access() {
    return new Access(
        Keychain.ANONYMOUS, Deadline.in(Duration.ofSeconds(20), Clock.systemUTC()), new Traffic());
  }
}
