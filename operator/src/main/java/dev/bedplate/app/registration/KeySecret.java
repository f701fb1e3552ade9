package dev.bedplate.app.registration;

import dev.bedplate.webhook.tls.ManagedKeys;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Secret that holds the operator's own authority and its certificate. Of several who write at
 * once the first one wins. Methods throw {@link KubernetesClientException} when the API server
 * cannot be asked or refuses.
 */
final class KeySecret {
  static final String NAME = "bedplate-webhook-ca";
  private static final Logger LOG = LoggerFactory.getLogger(KeySecret.class);
  private static final int CONFLICT = 409;
  private final KubernetesClient client;
  private final String namespace;

  KeySecret(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * What is stored.
   *
   * @param secret null when there is none
   * @param keys empty when there are none that can be used
   */
  record Stored(@Nullable Secret secret, Optional<ManagedKeys> keys) {}

  Stored read() {
    @Nullable Secret secret = client.secrets().inNamespace(namespace).withName(NAME).get();
    return new Stored(secret, secret == null ? Optional.empty() : keys(secret));
  }

  /** Puts {@code keys} in the place of what was read; false when somebody else was faster. */
  boolean write(Stored before, ManagedKeys keys) {
    Secret old = before.secret();
    try {
      if (old == null) {
        client.resource(secret(keys)).create();
      } else {
        client.resource(new SecretBuilder(old).withData(data(keys)).build()).update();
      }
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  private Optional<ManagedKeys> keys(Secret secret) {
    try {
      @Nullable Map<String, String> data = secret.getData();
      var entries = new HashMap<String, byte[]>();
      if (data != null) {
        data.forEach((name, value) -> entries.put(name, Base64.getDecoder().decode(value)));
      }
      return Optional.of(ManagedKeys.read(entries));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      LOG.warn("Secret {}/{} is written anew: {}", namespace, NAME, e.getMessage());
      return Optional.empty();
    }
  }

  private Secret secret(ManagedKeys keys) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(NAME)
        .addToLabels("app.kubernetes.io/name", "bedplate")
        .endMetadata()
        .withType("Opaque")
        .withData(data(keys))
        .build();
  }

  private static Map<String, String> data(ManagedKeys keys) {
    var data = new HashMap<String, String>();
    keys.entries()
        .forEach((name, bytes) -> data.put(name, Base64.getEncoder().encodeToString(bytes)));
    return data;
  }
}
