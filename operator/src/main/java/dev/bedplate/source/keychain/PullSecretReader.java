package dev.bedplate.source.keychain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bedplate.source.keychain.Lookup.Found;
import dev.bedplate.source.keychain.Lookup.Refused;
import java.io.IOException;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * Secrets of the two types for pulling to their {@code auths}. Helpers and stores that a secret
 * names are not looked at: no workload may start a program.
 */
final class PullSecretReader {
  static final String JSON = "kubernetes.io/dockerconfigjson";
  static final String OLD = "kubernetes.io/dockercfg";
  private static final int MAX_BASE64 = 256 * 1024;

  private PullSecretReader() {}

  /** Reasons and warnings never show content. */
  static Lookup<Auths> read(String where, PullSecret secret, Consumer<String> warnings) {
    return switch (secret.type()) {
      case JSON -> read(where, secret, ".dockerconfigjson", "auths", warnings);
      case OLD -> read(where, secret, ".dockercfg", "", warnings);
      default ->
          new Refused<>("is of type " + secret.type() + "; a pull secret is of type " + JSON);
    };
  }

  private static Lookup<Auths> read(
      String where, PullSecret secret, String key, String field, Consumer<String> warnings) {
    String data = secret.data().getOrDefault(key, "");
    if (data.length() > MAX_BASE64) {
      return new Refused<>("has more than " + MAX_BASE64 + " bytes of Base64 in " + key);
    }
    try {
      JsonNode document = new ObjectMapper().readTree(Base64.getDecoder().decode(data));
      JsonNode auths = field.isEmpty() ? document : document.path(field);
      return auths.isObject()
          ? new Found<>(new Auths(where, auths, warnings))
          : new Refused<>("has no credentials in " + key);
    } catch (IOException | IllegalArgumentException e) {
      // Without the message, which may quote a secret.
      return new Refused<>("has something in " + key + " that is not JSON");
    }
  }
}
