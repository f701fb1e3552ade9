package dev.bedplate.source.registry;

import dev.bedplate.image.UndecidedReason;
import java.io.IOException;
import java.net.URI;

/** Which addresses may be asked for tokens: public ones, or the registry's own. */
final class Realms {
  private Realms() {}

  /** The address that a challenge names. */
  static URI of(Call call, Endpoint endpoint, String text) throws IOException {
    URI realm;
    try {
      realm = Locations.parse(text);
    } catch (IllegalArgumentException e) {
      throw refused(call, endpoint, text, "which is not an address");
    }
    String objection =
        text.indexOf('#') >= 0 ? "which is no HTTP address" : objection(call, endpoint, realm);
    if (!objection.isEmpty()) {
      throw refused(call, endpoint, text, objection);
    }
    return realm;
  }

  /** What forbids to ask {@code realm}, or nothing. */
  static String objection(Call call, Endpoint endpoint, URI realm) {
    String host = Hosts.host(realm);
    boolean http = "http".equals(realm.getScheme());
    if (host == null || realm.getRawUserInfo() != null) {
      return "which is no HTTP address";
    }
    if (!"https".equals(realm.getScheme()) && !(http && call.plain())) {
      return "which is not encrypted";
    }
    boolean own = host.equals(endpoint.host());
    return !own && (Hosts.isMachineLocal(host) || Hosts.isPrivateLiteral(host))
        ? "an address that is not public"
        : "";
  }

  private static IOException refused(Call call, Endpoint endpoint, String realm, String why) {
    return call.failed(
        UndecidedReason.Unauthorized,
        endpoint.authority() + " sends for tokens to \"" + realm + "\", " + why);
  }
}
