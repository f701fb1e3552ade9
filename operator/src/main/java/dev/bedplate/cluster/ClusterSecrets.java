package dev.bedplate.cluster;

import dev.bedplate.source.keychain.Lookup;
import dev.bedplate.source.keychain.Lookup.Found;
import dev.bedplate.source.keychain.Lookup.Refused;
import dev.bedplate.source.keychain.Lookup.Unreachable;
import dev.bedplate.source.keychain.PullSecret;
import dev.bedplate.source.keychain.SecretStore;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Secrets and service accounts by single {@code get} requests: no other verb is needed. */
public final class ClusterSecrets implements SecretStore {
  private static final int FORBIDDEN = 403;
  private final KubernetesClient client;

  /** Reads with the rights that {@code client} has. */
  public ClusterSecrets(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public Lookup<PullSecret> secret(String namespace, String name) {
    return lookup(
        () -> client.secrets().inNamespace(namespace).withName(name).get(), ClusterSecrets::secret);
  }

  @Override
  public Lookup<List<String>> pullSecretsOf(String namespace, String serviceAccount) {
    return lookup(
        () -> client.serviceAccounts().inNamespace(namespace).withName(serviceAccount).get(),
        ClusterSecrets::names);
  }

  private static <O, T> Lookup<T> lookup(Supplier<@Nullable O> get, Function<O, T> value) {
    try {
      O object = get.get();
      return object == null ? new Refused<>("is not there") : new Found<>(value.apply(object));
    } catch (KubernetesClientException e) {
      return e.getCode() == FORBIDDEN
          ? new Refused<>("must not be read by the operator")
          : new Unreachable<>("cannot be read now: " + problem(e));
    }
  }

  private static String problem(KubernetesClientException e) {
    return e.getCode() == 0 ? "the API server cannot be reached" : "HTTP status " + e.getCode();
  }

  private static PullSecret secret(Secret secret) {
    @Nullable Map<String, String> data = secret.getData();
    return new PullSecret(
        Objects.toString(secret.getType(), "Opaque"), data == null ? Map.of() : data);
  }

  private static List<String> names(ServiceAccount account) {
    return account.getImagePullSecrets().stream()
        .map(LocalObjectReference::getName)
        .filter(Objects::nonNull)
        .toList();
  }
}
