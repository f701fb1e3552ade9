package dev.bedplate.webhook.server;

import dev.bedplate.webhook.tls.SelfSigned;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Clients that trust what the tests serve with. */
final class Certificates {
  private Certificates() {}

  static SelfSigned forLoopback() {
    return SelfSigned.generate(List.of("localhost", "127.0.0.1"), Instant.now());
  }

  static SSLContext trusting(SelfSigned... authorities) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (SelfSigned authority : authorities) {
      byte[] pem = authority.caBundle().getBytes(StandardCharsets.US_ASCII);
      Certificate certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(pem));
      store.setCertificateEntry("ca" + store.size(), certificate);
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
