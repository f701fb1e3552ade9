package dev.bedplate.webhook.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Offers one key at a time. A handshake asks for the chain and for the key in two calls, so the
 * alias says which generation it began with, and the one before the present stays available.
 */
final class RotatingKeyManager extends X509ExtendedKeyManager {
  private volatile Generations generations;

  RotatingKeyManager(KeyMaterial first) {
    generations = new Generations(0, first, first);
  }

  /** The present material and the one before it. */
  private record Generations(int number, KeyMaterial current, KeyMaterial previous) {
    private static final String PREFIX = "generation-";

    String alias() {
      return PREFIX + number;
    }

    @Nullable KeyMaterial of(String alias) {
      if (alias.equals(alias())) {
        return current;
      }
      return alias.equals(PREFIX + (number - 1)) ? previous : null;
    }
  }

  synchronized void replace(KeyMaterial next) {
    generations = new Generations(generations.number() + 1, next, generations.current());
  }

  KeyMaterial current() {
    return generations.current();
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    Generations now = generations;
    return keyType.equals(now.current().key().getAlgorithm()) ? now.alias() : null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    Generations now = generations;
    return keyType.equals(now.current().key().getAlgorithm()) ? now.alias() : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    KeyMaterial material = generations.of(alias);
    return material == null ? null : material.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    KeyMaterial material = generations.of(alias);
    return material == null ? null : material.key();
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
