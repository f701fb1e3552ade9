package dev.bedplate.source.registry;

import dev.bedplate.source.ImageUnavailableException;
import java.net.URI;
import java.net.URISyntaxException;
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
  /** The address of what {@code call} asks for. */
  URI uri(Call call) throws ImageUnavailableException {
    return uri(call, repository(call.reference().repository()) + call.path());
  }

  /** The root of the API, which names no repository. */
  URI root(Call call) throws ImageUnavailableException {
    return uri(call, "");
  }

  private URI uri(Call call, String below) throws ImageUnavailableException {
    try {
      return new URI(call.scheme() + "://" + authority + "/v2/" + below);
    } catch (URISyntaxException e) {
      throw Failures.address(call, authority, e);
    }
  }

  /** The name of {@code repository} on this server. */
  String repository(String repository) {
    return prefix + repository;
  }

  String host() {
    return Hosts.host(authority);
  }
}
