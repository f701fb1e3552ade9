package dev.bedplate.source.registry;

import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.UndecidedReason;
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
    Challenge challenge = known.get(endpoint.authority());
    return challenge == null ? null : header(call, endpoint, challenge, null);
  }

  /** The header that answers {@code headers}; {@code refused} is what was sent before. */
  String answer(Call call, Endpoint endpoint, List<String> headers, @Nullable String refused)
      throws IOException {
    List<Challenge> challenges = Challenge.parse(headers);
    for (String scheme : List.of("bearer", "basic")) {
      for (Challenge challenge : challenges) {
        if (challenge.scheme().equals(scheme)) {
          String header = header(call, endpoint, challenge, refused);
          if (header != null && !header.equals(refused)) {
            remember(endpoint, challenge);
            return header;
          }
        }
      }
    }
    throw Failures.status(call, endpoint, 401);
  }

  private void remember(Endpoint endpoint, Challenge challenge) {
    if (known.size() >= MAX_KNOWN) {
      known.clear();
    }
    known.put(endpoint.authority(), challenge);
  }

  private @Nullable String header(
      Call call, Endpoint endpoint, Challenge challenge, @Nullable String refused)
      throws IOException {
    Credential credential = credential(call, endpoint);
    if (challenge.scheme().equals("basic")) {
      return credential == null ? null : Basic.header(credential);
    }
    String repository = endpoint.repository(call.reference().repository());
    Tokens.Key key = new Tokens.Key(endpoint.authority(), repository, credential);
    String old =
        refused != null && refused.startsWith(BEARER) ? refused.substring(BEARER.length()) : null;
    return BEARER
        + tokens.get(key, call, old, () -> fetch(call, endpoint, challenge, credential)).secret();
  }

  private Tokens.Token fetch(
      Call call, Endpoint endpoint, Challenge challenge, @Nullable Credential credential)
      throws IOException {
    try {
      return server.fetch(call, endpoint, challenge, credential);
    } catch (dev.bedplate.source.ImageUnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw call.failed(
          UndecidedReason.RegistryUnavailable,
          "the token server of " + endpoint.authority() + " cannot be reached: " + e.getMessage(),
          e);
    }
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
