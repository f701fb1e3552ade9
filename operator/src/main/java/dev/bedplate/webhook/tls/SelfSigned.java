package dev.bedplate.webhook.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A certificate authority made for one server, and the certificate it issued; only in memory. */
public final class SelfSigned {
  private static final Duration LIFE = Duration.ofDays(365);
  private final Authority authority;
  private final KeyMaterial server;

  private SelfSigned(Authority authority, KeyMaterial server) {
    this.authority = authority;
    this.server = server;
  }

  /** Makes both, valid for a year from {@code now}, for these host names and IP addresses. */
  public static SelfSigned generate(List<String> names, Instant now) {
    var authority = Authority.generate(now, LIFE);
    return new SelfSigned(authority, authority.issue(new ServerHosts(names), now, LIFE));
  }

  /** The certificate to serve with. */
  public ServingCertificate certificate() {
    return ServingCertificate.fixed(server);
  }

  /** The authority as PEM: the {@code caBundle} of the webhook configuration. */
  public String caBundle() {
    return Pem.of(List.of(authority.certificate()));
  }

  /** The server's certificate as PEM. */
  public String certificatePem() {
    return Pem.of(server.chain());
  }

  /** The server's private key as PEM, PKCS#8. */
  public String keyPem() {
    return Pem.of(server.key());
  }
}
