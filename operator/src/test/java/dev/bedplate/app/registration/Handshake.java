package dev.bedplate.app.registration;

import dev.bedplate.fixture.Trust;
import dev.bedplate.webhook.server.WebhookServer;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Handshakes of a client that trusts what a {@code caBundle} holds. */
final class Handshake {
  private Handshake() {}

  static List<? extends Certificate> authorities(String caBundle) throws Exception {
    return Trust.certificates(Trust.pem(caBundle));
  }

  static X509Certificate with(WebhookServer webhook, String caBundle) throws Exception {
    SSLContext context = Trust.in(Trust.pem(caBundle));
    try (var socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", webhook.port())) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }
}
