package dev.bedplate.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.source.ReferenceParser;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A review of a Pod that nobody creates, posted to a webhook of this process: a dry run, by which
 * nothing is written or counted, about an image of which everything is known or that no registry
 * could be asked about.
 */
final class OwnReview {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Asks no registry, because none has it. */
  static final String NO_IMAGE = "NO/IMAGE";

  private final String uid = "warm-up-" + UUID.randomUUID();

  /** Whether a review of that UID is one of these. */
  boolean is(String other) {
    return uid.equals(other);
  }

  /** The image to ask about, by its digest, so that no tag is looked up. */
  static String image(String reference, Digest manifest) {
    return ReferenceParser.parseRegistry(reference) instanceof RegistryReference image
        ? image.name() + "@" + manifest
        : NO_IMAGE;
  }

  /** Whether the webhook on {@code port} of this machine allows or denies it. */
  boolean post(int port, String image) throws IOException, GeneralSecurityException {
    byte[] body = body(image);
    String head =
        """
        POST /validate?timeout=%ds HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Connection: close\r
        \r
        """
            .formatted(PATIENCE.toSeconds(), body.length);
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Oneself()}, null);
    try (Socket socket = context.getSocketFactory().createSocket()) {
      socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          Math.toIntExact(PATIENCE.toMillis()));
      var request = new ByteArrayOutputStream();
      request.writeBytes(head.getBytes(UTF_8));
      request.writeBytes(body);
      request.writeTo(socket.getOutputStream());
      socket.getOutputStream().flush();
      return answered(new BufferedInputStream(socket.getInputStream()));
    }
  }

  private static boolean answered(InputStream in) throws IOException {
    String answer = new String(in.readNBytes(64 * 1024), UTF_8);
    return answer.startsWith("HTTP/1.1 200") && answer.contains("\"allowed\":");
  }

  private byte[] body(String image) {
    return """
    {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"%s",
    "kind":{"group":"","version":"v1","kind":"Pod"},
    "resource":{"group":"","version":"v1","resource":"pods"},"namespace":"default",
    "operation":"CREATE","dryRun":true,"object":{"apiVersion":"v1","kind":"Pod",
    "metadata":{"name":"warm-up","namespace":"default","labels":{"app":"warm-up"}},
    "spec":{"containers":[{"name":"app","image":"%s"}]}}}}"""
        .formatted(uid, image)
        .getBytes(UTF_8);
  }

  /**
   * Nothing secret is sent, nothing that comes back is believed, and it does not leave the host.
   */
  private static final class Oneself implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
