package dev.bedplate.source.keychain;

import java.util.List;

/** Reads single objects of the cluster by name; never lists or watches any, never throws. */
public interface SecretStore {
  /** One Secret. */
  Lookup<PullSecret> secret(String namespace, String name);

  /** The names in {@code imagePullSecrets} of one service account. */
  Lookup<List<String>> pullSecretsOf(String namespace, String serviceAccount);
}
