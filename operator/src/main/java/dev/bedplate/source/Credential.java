package dev.bedplate.source;

/** A user name and secret for a registry; the secret never shows in {@link #toString()}. */
public record Credential(String username, String secret) {
  @Override
  public String toString() {
    return "Credential[" + username + "]";
  }
}
