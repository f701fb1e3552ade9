package dev.bedplate.webhook.server;

import dev.bedplate.fixture.Trust;
import dev.bedplate.webhook.tls.SelfSigned;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** Clients that trust what the tests serve with. */
final class Certificates {
  private Certificates() {}

  static SelfSigned forLoopback() {
    return SelfSigned.generate(List.of("localhost", "127.0.0.1"), Instant.now());
  }

  static SSLContext trusting(SelfSigned... authorities) throws Exception {
    return Trust.in(Stream.of(authorities).map(SelfSigned::caBundle).collect(Collectors.joining()));
  }
}
