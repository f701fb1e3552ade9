package dev.bedplate.source.registry;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.ImageUnavailableException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Which addresses a registry may send its readers to. */
final class Redirects {
  static final int MAX = 5;

  private Redirects() {}

  /** The address that a redirection names; empty when the answer is no redirection. */
  static Optional<URI> target(Call call, Endpoint endpoint, URI from, HttpResponse<?> response)
      throws ImageUnavailableException {
    int status = response.statusCode();
    if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308) {
      return Optional.empty();
    }
    String location = response.headers().firstValue("Location").orElse("").strip();
    if (location.isEmpty()) {
      return Optional.empty();
    }
    URI target;
    try {
      target = Locations.resolve(from, location);
    } catch (IllegalArgumentException e) {
      throw refused(call, from, location, "which is not an address");
    }
    String objection = objection(endpoint, from, target);
    if (!objection.isEmpty()) {
      throw refused(call, from, target, objection);
    }
    return Optional.of(target);
  }

  private static String objection(Endpoint endpoint, URI from, URI target) {
    String host = Hosts.host(target);
    boolean http = "http".equals(target.getScheme());
    if (host == null || !(http || "https".equals(target.getScheme()))) {
      return "which is no HTTP address";
    }
    if (http && "https".equals(from.getScheme())) {
      return "which would give up encryption";
    }
    if (!host.equals(endpoint.host()) && Hosts.isMachineLocal(host)) {
      return "which only the machine itself can mean";
    }
    return "";
  }

  static ImageUnavailableException refused(Call call, URI from, URI target, String objection) {
    return refused(call, from, target.getScheme() + "://" + target.getAuthority(), objection);
  }

  private static ImageUnavailableException refused(
      Call call, URI from, String location, String objection) {
    return call.failed(
        UndecidedReason.RegistryUnavailable,
        from.getAuthority() + " redirects to " + location + ", " + objection);
  }

  static ImageUnavailableException tooMany(Call call, String authority) {
    return call.failed(
        UndecidedReason.RegistryUnavailable, authority + " redirects more than " + MAX + " times");
  }
}
