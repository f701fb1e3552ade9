package dev.bedplate.source.registry;

import dev.bedplate.source.registry.RegistryConfiguration.Host;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which servers to ask for a registry's repositories: its mirrors in order, then itself. */
final class Endpoints {
  private static final String HUB = "docker.io";
  private static final String HUB_SERVER = "registry-1.docker.io";

  private final RegistryConfiguration configuration;

  Endpoints(RegistryConfiguration configuration) {
    this.configuration = configuration;
  }

  /**
   * Makes a request for each configured server.
   *
   * @throws IllegalArgumentException naming one that cannot be asked
   */
  void check() {
    for (String registry : configuration.hosts().keySet()) {
      for (Endpoint endpoint : of(registry)) {
        String scheme = endpoint.scheme() == null ? "https" : endpoint.scheme();
        try {
          HttpRequest.newBuilder(URI.create(scheme + "://" + endpoint.authority() + "/")).build();
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "registries: %s: \"%s\" cannot be asked: [http[s]://]HOST[:PORT][/PREFIX] is expected"
                  .formatted(registry, endpoint.authority()),
              e);
        }
      }
    }
  }

  List<Endpoint> of(String registry) {
    Host settings = configuration.host(registry);
    List<Endpoint> endpoints = new ArrayList<>(settings.mirrors().size() + 1);
    settings.mirrors().forEach(mirror -> endpoints.add(mirror(mirror)));
    endpoints.add(server(registry, settings));
    return endpoints;
  }

  private static Endpoint server(String registry, Host settings) {
    String authority = registry.equals(HUB) ? HUB_SERVER : registry;
    return new Endpoint(registry, authority, "", scheme(authority, settings), false, settings);
  }

  private Endpoint mirror(String text) {
    int separator = text.indexOf("://");
    String location = separator < 0 ? text : text.substring(separator + 3);
    int slash = location.indexOf('/');
    String authority = slash < 0 ? location : location.substring(0, slash);
    String prefix = slash < 0 ? "" : location.substring(slash + 1).replaceAll("/*$", "");
    Host settings = configuration.host(authority);
    return new Endpoint(
        authority,
        authority,
        prefix.isEmpty() ? "" : prefix + "/",
        separator < 0 ? scheme(authority, settings) : text.substring(0, separator),
        true,
        settings);
  }

  private static @Nullable String scheme(String authority, Host settings) {
    Boolean plainHttp = settings.plainHttp();
    if (plainHttp != null) {
      return plainHttp ? "http" : "https";
    }
    boolean open = Hosts.isLoopback(Hosts.host(authority)) && Hosts.port(authority) != 443;
    return open ? null : "https";
  }
}
