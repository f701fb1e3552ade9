package dev.bedplate.source.keychain;

import java.util.Map;

/**
 * A Secret as the API server gives it; its data never shows in {@link #toString()}.
 *
 * @param data Base64 by key
 */
public record PullSecret(String type, Map<String, String> data) {
  public PullSecret {
    data = Map.copyOf(data);
  }

  @Override
  public String toString() {
    return "PullSecret[" + type + "]";
  }
}
