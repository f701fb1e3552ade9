package dev.bedplate.source.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator says about registries, by host with optional port ({@code docker.io} for
 * Docker Hub).
 */
public record RegistryConfiguration(Map<String, Host> hosts) {
  /** Nothing configured: HTTPS everywhere except on loopback hosts. */
  public static final RegistryConfiguration NONE = new RegistryConfiguration(Map.of());

  public RegistryConfiguration {
    hosts = Map.copyOf(hosts);
  }

  /** The settings of {@code registry}, the defaults when it is not configured. */
  Host host(String registry) {
    Host host = hosts.get(registry);
    return host == null ? Host.DEFAULTS : host;
  }

  /**
   * How to talk to one registry.
   *
   * @param mirrors asked first, in order: {@code [http[s]://]host[:port][/repository/prefix]}
   * @param plainHttp HTTP instead of HTTPS; null leaves it to the host: HTTP is tried on loopback
   *     only
   * @param insecure certificates are not verified
   * @param ca PEM file with the authorities to trust instead of the JDK's
   * @param concurrency most requests at a time
   * @param requestsPerSecond most requests per second; 0 means no limit
   */
  public record Host(
      List<String> mirrors,
      @Nullable Boolean plainHttp,
      boolean insecure,
      @Nullable Path ca,
      int concurrency,
      double requestsPerSecond) {
    /** The settings of a registry that is not configured. */
    public static final Host DEFAULTS = new Host(List.of(), null, false, null, 8, 0);

    public Host {
      mirrors = List.copyOf(mirrors);
      if (concurrency < 1) {
        throw new IllegalArgumentException("concurrency must be at least 1, not " + concurrency);
      }
      if (!(requestsPerSecond >= 0)) {
        throw new IllegalArgumentException(
            "requestsPerSecond must be 0 (no limit) or more, not " + requestsPerSecond);
      }
    }
  }
}
