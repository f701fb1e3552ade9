package dev.bedplate.source.registry;

import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Brings one call to one server: scheme, authorization, redirections, retries. */
final class Transport {
  private static final int MAX_SCHEMES = 1000;

  private final Wire wire;
  private final Authorizer authorizer;
  private final Retries retries;
  private final Map<String, String> schemes = new ConcurrentHashMap<>();

  Transport(Wire wire, Authorizer authorizer, Retries retries) {
    this.wire = wire;
    this.authorizer = authorizer;
    this.retries = retries;
  }

  /** A successful answer; everything else is an {@link ImageUnavailableException}. */
  HttpResponse<BodyStream> send(Call call, Endpoint endpoint, Lane lane)
      throws ImageUnavailableException {
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt == Retries.MAX_ATTEMPTS || endpoint.mirror();
      lane.pace(call);
      Duration pause;
      try {
        HttpResponse<BodyStream> response = authorized(call, endpoint);
        int status = response.statusCode();
        if (status == 200) {
          return response;
        }
        response.body().discard();
        boolean throttled =
            status == 429 || (status == 503 && retries.asked(response.headers()).isPresent());
        pause = retries.pause(attempt, response.headers());
        boolean waits = retries.worthwhile(status, throttled) && Pause.fits(call, pause);
        if (last || !waits) {
          Duration asked = retries.asked(response.headers()).orElse(null);
          throw throttled
              ? Failures.throttled(call, endpoint, status, asked)
              : Failures.status(call, endpoint, status);
        }
      } catch (ImageUnavailableException e) {
        throw e;
      } catch (IOException e) {
        pause = retries.pause(attempt);
        if (last || Failures.isTrust(e) || !Pause.fits(call, pause)) {
          throw Failures.broken(call, endpoint, e);
        }
      }
      Pause.before(call, pause);
    }
  }

  private HttpResponse<BodyStream> authorized(Call call, Endpoint endpoint) throws IOException {
    String sent = authorizer.first(call.over(known(endpoint)), endpoint);
    HttpResponse<BodyStream> response = schemed(call, endpoint, sent);
    for (int round = 0; round < 2 && isChallenge(endpoint, response); round++) {
      response.body().discard();
      Call same = call.over(response.uri().getScheme());
      String header =
          authorizer.answer(same, endpoint, response.headers().allValues("WWW-Authenticate"), sent);
      sent = header;
      response = follow(same, endpoint, sent);
    }
    return response;
  }

  private static boolean isChallenge(Endpoint endpoint, HttpResponse<?> response) {
    return response.statusCode() == 401
        && endpoint.authority().equalsIgnoreCase(response.uri().getAuthority());
  }

  private @Nullable String known(Endpoint endpoint) {
    return endpoint.scheme() == null ? schemes.get(endpoint.authority()) : endpoint.scheme();
  }

  /** Finds out by one plain request whether a loopback server speaks HTTP or HTTPS. */
  private HttpResponse<BodyStream> schemed(
      Call call, Endpoint endpoint, @Nullable String authorization) throws IOException {
    String scheme = known(endpoint);
    if (scheme != null) {
      return follow(call.over(scheme), endpoint, authorization);
    }
    try {
      HttpResponse<BodyStream> response = follow(call.over("http"), endpoint, authorization);
      if (response.statusCode() != 400) {
        learn(endpoint, "http");
        return response;
      }
      response.body().discard();
    } catch (ConnectException | ImageUnavailableException e) {
      throw e;
    } catch (IOException e) {
      // A TLS server that hangs up on plain text; the attempt below says what is wrong, if it is.
    }
    HttpResponse<BodyStream> response = follow(call.over("https"), endpoint, authorization);
    learn(endpoint, "https");
    return response;
  }

  private void learn(Endpoint endpoint, String scheme) {
    if (schemes.size() >= MAX_SCHEMES) {
      schemes.clear();
    }
    schemes.put(endpoint.authority(), scheme);
  }

  private HttpResponse<BodyStream> follow(
      Call call, Endpoint endpoint, @Nullable String authorization) throws IOException {
    URI target = endpoint.uri(call);
    String carried = authorization;
    for (int hop = 0; hop <= Redirects.MAX; hop++) {
      boolean own = endpoint.authority().equalsIgnoreCase(target.getAuthority());
      HttpResponse<BodyStream> response =
          wire.send(
              call,
              target,
              own ? endpoint.settings() : RegistryConfiguration.Host.DEFAULTS,
              carried);
      Optional<URI> next = redirection(call, endpoint, target, response);
      if (next.isEmpty()) {
        return response;
      }
      target = next.get();
      if (!endpoint.authority().equalsIgnoreCase(target.getAuthority())) {
        carried = null;
      }
    }
    throw Redirects.tooMany(call, endpoint);
  }

  private static Optional<URI> redirection(
      Call call, Endpoint endpoint, URI from, HttpResponse<BodyStream> response)
      throws ImageUnavailableException {
    try {
      Optional<URI> next = Redirects.target(call, endpoint, from, response);
      if (next.isPresent()) {
        response.body().discard();
      }
      return next;
    } catch (ImageUnavailableException e) {
      response.body().close();
      throw e;
    }
  }
}
