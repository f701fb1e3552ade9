package dev.bedplate.source.registry;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.json.InvalidJson;
import dev.bedplate.json.Json;
import dev.bedplate.json.JsonReader;
import dev.bedplate.source.Credential;
import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fetches tokens as the distribution token specification says: with GET, or with POST for a refresh
 * token.
 */
final class TokenServer {
  private static final int MAX_ANSWER = 1024 * 1024;
  private static final long DEFAULT_SECONDS = 60;
  private static final long MAX_SECONDS = Duration.ofDays(1).toSeconds();

  private final Wire wire;
  private final Attempts attempts;
  private final Clock clock;

  TokenServer(Wire wire, Attempts attempts, Clock clock) {
    this.wire = wire;
    this.attempts = attempts;
    this.clock = clock;
  }

  /** A token that is good for {@code scopes}. */
  Tokens.Token fetch(
      Call call,
      Endpoint endpoint,
      Challenge challenge,
      List<String> scopes,
      @Nullable Credential credential)
      throws IOException {
    URI realm = Realms.of(call, endpoint, challenge.parameter("realm"));
    Call plain = Call.get(call.path(), call.reference(), call.access()).over(call.scheme());
    String service = challenge.parameter("service");
    String asked = service.isEmpty() ? "" : "service=" + encode(service) + "&";
    TokenRequest request;
    if (credential != null && credential.kind() == Credential.Kind.IdentityToken) {
      String form =
          asked
              + "scope="
              + encode(String.join(" ", scopes))
              + "&grant_type=refresh_token&client_id=bedplate&refresh_token="
              + encode(credential.secret());
      request = new TokenRequest(wire, plain, endpoint, realm, realm, form, credential);
    } else {
      String query =
          asked + scopes.stream().map(it -> "scope=" + encode(it)).collect(Collectors.joining("&"));
      URI target = URI.create(realm + (realm.getRawQuery() == null ? "?" : "&") + query);
      request = new TokenRequest(wire, plain, endpoint, realm, target, null, credential);
    }
    return token(request);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Tokens.Token token(TokenRequest request) throws IOException {
    Call call = request.call();
    byte[] answer = answer(request);
    if (answer.length > MAX_ANSWER) {
      throw unreadable(call, request.realm(), "more than " + MAX_ANSWER + " bytes");
    }
    try {
      return read(call, request.realm(), answer);
    } catch (InvalidJson e) {
      throw unreadable(call, request.realm(), "no valid JSON");
    }
  }

  private byte[] answer(TokenRequest request) throws IOException {
    int most = request.endpoint().mirror() ? 1 : Retries.MAX_ATTEMPTS;
    for (int broken = 0; ; broken++) {
      HttpResponse<BodyStream> response = attempts.send(request.call(), most, request);
      try (BodyStream body = response.body()) {
        return body.readCapped(MAX_ANSWER);
      } catch (ImageUnavailableException e) {
        throw e;
      } catch (IOException e) {
        if (broken == Fetcher.MAX_BROKEN_BODIES) {
          throw request.broken(e);
        }
      }
    }
  }

  /** Which one counts where a server gives a token under both names is undefined. */
  private Tokens.Token read(Call call, URI realm, byte[] answer) throws IOException {
    Map<?, ?> fields = Json.fields(JsonReader.readLenient(answer));
    String token = fields.get("token") instanceof String text ? text : "";
    String accessToken = fields.get("access_token") instanceof String text ? text : "";
    long seconds =
        fields.get("expires_in") instanceof Number number
            ? (long) Math.clamp(number.doubleValue(), 0, (double) MAX_SECONDS)
            : DEFAULT_SECONDS;
    String secret = token.isEmpty() ? accessToken : token;
    if (secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw unreadable(call, realm, "no token");
    }
    Instant until = clock.instant().plusSeconds(seconds - Math.min(10, seconds / 4));
    return new Tokens.Token(secret, until);
  }

  private static IOException unreadable(Call call, URI realm, String what) {
    return call.failed(
        UndecidedReason.RegistryUnavailable,
        "the token server " + realm.getAuthority() + " answered with " + what);
  }
}
