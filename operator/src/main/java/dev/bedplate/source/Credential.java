package dev.bedplate.source;

/** What a registry or its token server is shown; the secret never shows in {@link #toString()}. */
public record Credential(String username, String secret, Kind kind) {
  /** The user name under which Docker's tools keep an identity token. */
  private static final String IDENTITY = "<token>";

  /** What the secret is. */
  public enum Kind {
    /** For Basic authentication, at the registry or its token server. */
    Password,
    /** A refresh token, for the token server alone. */
    IdentityToken,
    /** A token that the registry itself takes, as it is. */
    RegistryToken
  }

  /** A user name with a password, or with an identity token as Docker's tools mark it. */
  public Credential(String username, String secret) {
    this(username, secret, username.equals(IDENTITY) ? Kind.IdentityToken : Kind.Password);
  }

  /** A refresh token for the registry's token server. */
  public static Credential identityToken(String secret) {
    return new Credential(IDENTITY, secret);
  }

  /** A token for the registry itself. */
  public static Credential registryToken(String secret) {
    return new Credential("", secret, Kind.RegistryToken);
  }

  @Override
  public String toString() {
    return "Credential[" + username + "]";
  }
}
