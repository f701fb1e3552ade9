package dev.bedplate.source.keychain;

import dev.bedplate.image.ImageReference.RegistryReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The names under which Docker's tools store credentials. */
final class ServerNames {
  private static final String HUB = "docker.io";
  private static final String HUB_STORED = "https://index.docker.io/v1/";
  private static final Set<String> HUB_NAMES =
      Set.of(HUB, "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com");

  private ServerNames() {}

  /** Host and path of the reference, then each parent, the host last. */
  static List<String> of(RegistryReference reference) {
    List<String> names = new ArrayList<>();
    String name = reference.name();
    int end = name.length();
    while (end > 0) {
      name = name.substring(0, end);
      names.add(name);
      end = name.lastIndexOf('/');
    }
    return names;
  }

  /** {@code host[:port][/path]} of a stored name. */
  static String normalized(String stored) {
    String name = stored.replaceFirst("^https?://", "").replaceFirst("(/v[12])?/*$", "");
    int slash = name.indexOf('/');
    String host = (slash < 0 ? name : name.substring(0, slash)).toLowerCase(Locale.ROOT);
    return (HUB_NAMES.contains(host) ? HUB : host) + (slash < 0 ? "" : name.substring(slash));
  }

  /** What a credential helper knows {@code registry} as. */
  static String stored(String registry) {
    return registry.equals(HUB) ? HUB_STORED : registry;
  }
}
