package dev.bedplate.webhook.tls;

import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/** The certificate that is presented to clients; it may change while connections are made. */
public sealed class ServingCertificate permits CertificateFiles, ManagedCertificate {
  private final RotatingKeyManager keys;

  ServingCertificate(KeyMaterial first) {
    keys = new RotatingKeyManager(first);
  }

  /** A certificate that stays as it is. */
  static ServingCertificate fixed(KeyMaterial material) {
    return new ServingCertificate(material);
  }

  final void replace(KeyMaterial next) {
    keys.replace(next);
  }

  /** A context whose handshakes each use the certificate of that moment. */
  public final SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /** The end of the present certificate's life. */
  public final Instant expires() {
    return keys.current().leaf().getNotAfter().toInstant();
  }

  /** Whether clients accept the present certificate at {@code now}, as far as dates go. */
  public final boolean isValid(Instant now) {
    Instant from = keys.current().leaf().getNotBefore().toInstant();
    return !now.isBefore(from) && now.isBefore(expires());
  }
}
