package dev.bedplate.source.registry;

import dev.bedplate.source.Credential;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The Basic scheme of RFC 7617. */
final class Basic {
  private Basic() {}

  static String header(Credential credential) {
    byte[] pair =
        (credential.username() + ":" + credential.secret()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
