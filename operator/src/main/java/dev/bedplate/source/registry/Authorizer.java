package dev.bedplate.source.registry;

import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.source.Credential;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers challenges, and remembers them so that later requests carry their authorization at once.
 */
final class Authorizer {
  private static final int MAX_KNOWN = 1000;
  private static final String BEARER = "Bearer ";

  private final TokenServer server;
  private final Tokens tokens;
  private final Map<String, Challenge> known = new ConcurrentHashMap<>();

  Authorizer(TokenServer server, Tokens tokens) {
    this.server = server;
    this.tokens = tokens;
  }

  /** The header to send before being asked; null when the server never asked. */
  @Nullable String first(Call call, Endpoint endpoint) throws IOException {
    Challenge own = known.get(place(call, endpoint));
    Challenge challenge = own == null ? known.get(endpoint.authority()) : own;
    return challenge == null ? null : header(call, endpoint, challenge, null);
  }

  /**
   * The header that answers one of {@code challenges}, null when none can be answered; {@code
   * refused} is what was sent before.
   */
  @Nullable String answer(
      Call call, Endpoint endpoint, List<Challenge> challenges, @Nullable String refused)
      throws IOException {
    for (String scheme : List.of("bearer", "basic")) {
      for (Challenge challenge : challenges) {
        if (challenge.scheme().equals(scheme)) {
          String header = header(call, endpoint, challenge, refused);
          if (header != null && !header.equals(refused)) {
            remember(call, endpoint, challenge);
            return header;
          }
        }
      }
    }
    return null;
  }

  /** Whether there is anything to answer a challenge of {@code endpoint} with. */
  static boolean hasCredential(Call call, Endpoint endpoint) {
    return credential(call, endpoint) != null;
  }

  /** A scope is for one repository alone. */
  private void remember(Call call, Endpoint endpoint, Challenge challenge) {
    if (known.size() >= MAX_KNOWN) {
      known.clear();
    }
    known.put(endpoint.authority(), challenge.withoutScope());
    if (!challenge.scopes().isEmpty()) {
      known.put(place(call, endpoint), challenge);
    }
  }

  private static String place(Call call, Endpoint endpoint) {
    return endpoint.authority() + "/" + endpoint.repository(call.reference().repository());
  }

  private @Nullable String header(
      Call call, Endpoint endpoint, Challenge challenge, @Nullable String refused)
      throws IOException {
    Credential credential = credential(call, endpoint);
    if (credential != null && credential.kind() == Credential.Kind.RegistryToken) {
      return challenge.scheme().equals("basic") ? null : BEARER + credential.secret();
    }
    if (challenge.scheme().equals("basic")) {
      return credential == null ? null : Basic.header(credential);
    }
    List<String> scopes = scopes(call, endpoint, challenge);
    Tokens.Key key = new Tokens.Key(endpoint.authority(), scopes, credential);
    String old =
        refused != null && refused.startsWith(BEARER) ? refused.substring(BEARER.length()) : null;
    return BEARER
        + tokens
            .get(key, call, old, () -> server.fetch(call, endpoint, challenge, scopes, credential))
            .secret();
  }

  /** What the challenge names, as the token specification says; else to pull. */
  private static List<String> scopes(Call call, Endpoint endpoint, Challenge challenge) {
    List<String> named = challenge.scopes();
    String repository = endpoint.repository(call.reference().repository());
    return named.isEmpty() ? List.of("repository:" + repository + ":pull") : named;
  }

  /** A mirror is asked for under its own name, so it never sees the registry's credential. */
  private static @Nullable Credential credential(Call call, Endpoint endpoint) {
    RegistryReference reference = call.reference();
    RegistryReference there =
        endpoint.mirror()
            ? new RegistryReference(
                reference.original(),
                endpoint.registry(),
                endpoint.repository(reference.repository()),
                reference.tag(),
                reference.digest())
            : reference;
    return call.access().keychain().credential(there).orElse(null);
  }
}
