package dev.bedplate.source.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Credential;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Fetches pull tokens as the distribution token specification says: with GET, or with POST for a
 * refresh token.
 */
final class TokenServer {
  /** The user name under which Docker's tools keep a refresh token. */
  private static final String REFRESH_TOKEN = "<token>";

  private static final int MAX_ANSWER = 1024 * 1024;
  private static final long DEFAULT_SECONDS = 60;
  private static final long MAX_SECONDS = Duration.ofDays(1).toSeconds();

  private final Wire wire;
  private final Clock clock;

  TokenServer(Wire wire, Clock clock) {
    this.wire = wire;
    this.clock = clock;
  }

  /** A token to pull the call's repository. */
  Tokens.Token fetch(
      Call call, Endpoint endpoint, Challenge challenge, @Nullable Credential credential)
      throws IOException {
    URI realm = realm(call, endpoint, challenge.parameter("realm"));
    var settings =
        Hosts.host(realm.getAuthority()).equals(endpoint.host())
            ? endpoint.settings()
            : RegistryConfiguration.Host.DEFAULTS;
    String query = query(endpoint, call, challenge);
    HttpResponse<BodyStream> response;
    if (credential != null && credential.username().equals(REFRESH_TOKEN)) {
      String form =
          query
              + "&grant_type=refresh_token&client_id=bedplate&refresh_token="
              + encode(credential.secret());
      response = wire.post(call, realm, settings, form);
    } else {
      URI target = URI.create(realm + (realm.getRawQuery() == null ? "?" : "&") + query);
      Call get = Call.get(call.path(), call.reference(), call.access());
      response =
          wire.send(get, target, settings, credential == null ? null : Basic.header(credential));
    }
    return token(call, realm, credential, response);
  }

  private static String query(Endpoint endpoint, Call call, Challenge challenge) {
    String scope = "repository:" + endpoint.repository(call.reference().repository()) + ":pull";
    String service = challenge.parameter("service");
    return (service.isEmpty() ? "" : "service=" + encode(service) + "&") + "scope=" + encode(scope);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static URI realm(Call call, Endpoint endpoint, String text) throws IOException {
    URI realm;
    try {
      realm = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw refused(call, endpoint, text, "which is not an address");
    }
    String host = Hosts.host(realm);
    boolean http = "http".equals(realm.getScheme());
    if (host == null || realm.getRawUserInfo() != null || realm.getRawFragment() != null) {
      throw refused(call, endpoint, text, "which is no HTTP address");
    }
    if (!"https".equals(realm.getScheme()) && !(http && call.plain())) {
      throw refused(call, endpoint, text, "which is not encrypted");
    }
    boolean own = host.equals(endpoint.host());
    if (!own && (Hosts.isMachineLocal(host) || Hosts.isPrivateLiteral(host))) {
      throw refused(call, endpoint, text, "an address that is not public");
    }
    return realm;
  }

  private static IOException refused(Call call, Endpoint endpoint, String realm, String why) {
    return call.failed(
        UndecidedReason.Unauthorized,
        endpoint.authority() + " sends for tokens to \"" + realm + "\", " + why);
  }

  private Tokens.Token token(
      Call call, URI realm, @Nullable Credential credential, HttpResponse<BodyStream> response)
      throws IOException {
    int status = response.statusCode();
    if (status != 200) {
      response.body().discard();
      throw Failures.token(call, realm, status, credential);
    }
    byte[] answer;
    try (BodyStream body = response.body()) {
      answer = body.readCapped(MAX_ANSWER);
    }
    if (answer.length > MAX_ANSWER) {
      throw unreadable(call, realm, "more than " + MAX_ANSWER + " bytes");
    }
    try {
      return read(call, realm, answer);
    } catch (JsonProcessingException e) {
      throw unreadable(call, realm, "no valid JSON");
    }
  }

  private Tokens.Token read(Call call, URI realm, byte[] answer) throws IOException {
    String secret = "";
    long seconds = DEFAULT_SECONDS;
    try (JsonParser json = JsonFactory.builder().build().createParser(answer)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.VALUE_STRING
            && (name.equals("token") || (name.equals("access_token") && secret.isEmpty()))) {
          secret = json.getText();
        } else if (value == JsonToken.VALUE_NUMBER_INT && name.equals("expires_in")) {
          seconds = Math.clamp(json.getLongValue(), 0, MAX_SECONDS);
        } else {
          json.skipChildren();
        }
      }
    }
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
