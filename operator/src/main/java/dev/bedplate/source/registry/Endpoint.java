package dev.bedplate.source.registry;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One server that may hold a repository.
 *
 * @param registry the name that credentials are stored under
 * @param authority host with optional port
 * @param prefix put before repository names, empty or ending with a slash
 * @param scheme null when it is to be found out, which happens on loopback hosts only
 */
record Endpoint(
    String registry,
    String authority,
    String prefix,
    @Nullable String scheme,
    boolean mirror,
    RegistryConfiguration.Host settings) {
  /** The address of {@code path} below the repository. */
  URI uri(String scheme, String repository, String path) {
    return URI.create(scheme + "://" + authority + "/v2/" + repository(repository) + path);
  }

  /** The name of {@code repository} on this server. */
  String repository(String repository) {
    return prefix + repository;
  }

  String host() {
    return Hosts.host(authority);
  }
}
