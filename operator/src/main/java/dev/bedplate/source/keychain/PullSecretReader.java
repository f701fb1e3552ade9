package dev.bedplate.source.keychain;

import dev.bedplate.json.InvalidJson;
import dev.bedplate.json.Json;
import dev.bedplate.json.JsonReader;
import dev.bedplate.source.keychain.Lookup.Found;
import dev.bedplate.source.keychain.Lookup.Refused;
import java.util.Base64;
import java.util.Map;
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
      Object document = JsonReader.readLenient(Base64.getDecoder().decode(data));
      Object auths = field.isEmpty() ? document : Json.fields(document).get(field);
      return auths instanceof Map<?, ?> entries
          ? new Found<>(new Auths(where, entries, warnings))
          : new Refused<>("has no credentials in " + key);
    } catch (InvalidJson | IllegalArgumentException e) {
      // Without the message, which may quote a secret.
      return new Refused<>("has something in " + key + " that is not JSON");
    }
  }
}
