package dev.bedplate.app.registration;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ServiceReference;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a connection from here to where the API server calls, with the trust that the API
 * server has. Tells why, never whether: the API server may stand elsewhere.
 */
sealed interface Reach {
  /** Somebody answers with a certificate that is trusted. */
  record Answers() implements Reach {}

  /** Somebody answers with a certificate that is not. */
  record Untrusted(String problem) implements Reach {}

  /** Nobody answers. */
  record Closed(String problem) implements Reach {}

  /** From here it cannot be told. */
  record Unseen(String problem) implements Reach {}

  /** How long each step may take. */
  Duration PATIENCE = Duration.ofSeconds(1);

  /** Tries it. */
  static Reach of(WebhookClientConfig config) {
    Optional<InetSocketAddress> address = address(config);
    if (address.isEmpty()) {
      return new Unseen("its address cannot be read");
    }
    String host = address.get().getHostString();
    if (address.get().isUnresolved()) {
      return new Unseen("the name " + host + " has no address here");
    }
    return connected(address.get(), config.getCaBundle());
  }

  /** The path that is called. */
  static String path(WebhookClientConfig config) {
    ServiceReference service = config.getService();
    @Nullable String path =
        service == null
            ? url(config).map(URI::getRawPath).orElse(config.getUrl())
            : service.getPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  private static Optional<InetSocketAddress> address(WebhookClientConfig config) {
    ServiceReference service = config.getService();
    if (service != null) {
      int port = Objects.requireNonNullElse(service.getPort(), 443);
      String host = service.getName() + "." + service.getNamespace() + ".svc";
      return Optional.of(new InetSocketAddress(host, port));
    }
    return url(config)
        .filter(it -> it.getHost() != null)
        .map(
            it ->
                new InetSocketAddress(
                    WebhookRegistration.host(it), it.getPort() < 0 ? 443 : it.getPort()));
  }

  /** Go reads some URLs that Java does not. */
  private static Optional<URI> url(WebhookClientConfig config) {
    try {
      return Optional.of(new URI(config.getUrl()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Reach connected(InetSocketAddress address, @Nullable String caBundle) {
    int millis = (int) PATIENCE.toMillis();
    try (var plain = new Socket()) {
      plain.connect(address, millis);
      plain.setSoTimeout(millis);
      return shaken(plain, address, caBundle);
    } catch (IOException e) {
      return new Closed(address.getHostString() + ":" + address.getPort() + ": " + e.getMessage());
    }
  }

  private static Reach shaken(Socket plain, InetSocketAddress address, @Nullable String caBundle)
      throws IOException {
    try (var socket =
        (SSLSocket)
            trusting(caBundle)
                .getSocketFactory()
                .createSocket(plain, address.getHostString(), address.getPort(), true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return new Answers();
    } catch (SSLException | GeneralSecurityException | IllegalArgumentException e) {
      return new Untrusted(String.valueOf(e.getMessage()));
    }
  }

  /** Without a bundle the API server trusts what its machine does. */
  private static SSLContext trusting(@Nullable String caBundle)
      throws GeneralSecurityException, IOException {
    @Nullable KeyStore store = caBundle == null || caBundle.isEmpty() ? null : store(caBundle);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore store(String caBundle) throws GeneralSecurityException, IOException {
    byte[] pem = Base64.getDecoder().decode(caBundle);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (Certificate authority :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem))) {
      store.setCertificateEntry("ca" + store.size(), authority);
    }
    if (store.size() == 0) {
      throw new GeneralSecurityException("the caBundle holds no certificate");
    }
    return store;
  }
}
