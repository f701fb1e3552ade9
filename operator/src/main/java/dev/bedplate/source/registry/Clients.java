package dev.bedplate.source.registry;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One HTTP client for each kind of trust, made when it is first needed. */
final class Clients implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final ProxySelector proxies;
  private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();

  Clients(ProxySelector proxies) {
    this.proxies = proxies;
  }

  /** Whom a connection trusts. */
  private record Trust(boolean encrypted, boolean insecure, @Nullable Path ca) {
    /** A text, because linking a record's own {@code equals} delays the first request. */
    String key() {
      return encrypted + " " + insecure + " " + ca;
    }
  }

  /** The client for {@code scheme}; {@code settings} count only for the registry's own server. */
  HttpClient get(String scheme, RegistryConfiguration.Host settings) throws IOException {
    boolean encrypted = !scheme.equals("http");
    Trust trust =
        encrypted
            ? new Trust(true, settings.insecure(), settings.ca())
            : new Trust(false, false, null);
    HttpClient known = clients.get(trust.key());
    return known == null ? make(trust) : known;
  }

  private synchronized HttpClient make(Trust trust) throws IOException {
    HttpClient known = clients.get(trust.key());
    if (known != null) {
      return known;
    }
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .proxy(proxies);
    try {
      if (!trust.encrypted()) {
        builder.sslContext(NoTls.context());
      } else if (trust.insecure()) {
        builder.sslContext(TrustStores.everyone());
      } else if (trust.ca() != null) {
        builder.sslContext(TrustStores.authorities(trust.ca()));
      }
    } catch (GeneralSecurityException e) {
      throw new UntrustedException("no TLS context can be made: " + e.getMessage(), e);
    }
    HttpClient made = builder.build();
    clients.put(trust.key(), made);
    return made;
  }

  /** Ends all transfers at once; waiting for the selector would delay the end of the process. */
  @Override
  public void close() {
    clients.values().forEach(HttpClient::shutdownNow);
  }
}
