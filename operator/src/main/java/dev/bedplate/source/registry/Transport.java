package dev.bedplate.source.registry;

import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Brings one call to one server: scheme, authorization, redirections, retries. */
final class Transport {
  private static final int MAX_SCHEMES = 1000;

  private final Wire wire;
  private final Authorizer authorizer;
  private final Attempts attempts;
  private final Reveals reveals = new Reveals();
  private final Map<String, String> schemes = new ConcurrentHashMap<>();

  Transport(Wire wire, Authorizer authorizer, Attempts attempts) {
    this.wire = wire;
    this.authorizer = authorizer;
    this.attempts = attempts;
  }

  /** An answer that counts; everything else is an {@link ImageUnavailableException}. */
  HttpResponse<BodyStream> send(Call call, Endpoint endpoint, Lane lane)
      throws ImageUnavailableException {
    int most = endpoint.mirror() ? 1 : Retries.MAX_ATTEMPTS;
    return attempts.send(call, most, new Asking(call, endpoint, lane));
  }

  /** A call to a registry, within its rate. */
  private final class Asking implements Attempts.Exchange {
    private final Call call;
    private final Endpoint endpoint;
    private final Lane lane;

    Asking(Call call, Endpoint endpoint, Lane lane) {
      this.call = call;
      this.endpoint = endpoint;
      this.lane = lane;
    }

    @Override
    public HttpResponse<BodyStream> send() throws IOException {
      lane.pace(call);
      return authorized(call, endpoint);
    }

    /** After a HEAD that fails GET decides, and after a range that is refused the whole. */
    @Override
    public boolean counts(int status) {
      return status == 200
          || (call.isHead() && status != 401)
          || (call.from() > 0 && !Retries.passes(status));
    }

    @Override
    public boolean passes(IOException failure) {
      return !Failures.isTrust(failure) && (!call.isHead() || Failures.isUnreachable(failure));
    }

    @Override
    public ImageUnavailableException refused(int status) {
      return Failures.status(call, endpoint, status);
    }

    @Override
    public ImageUnavailableException throttled(int status, @Nullable Duration retryAfter) {
      return Failures.throttled(call, endpoint.authority(), status, retryAfter);
    }

    @Override
    public ImageUnavailableException broken(IOException failure) {
      return Failures.broken(call, endpoint, failure);
    }
  }

  private HttpResponse<BodyStream> authorized(Call call, Endpoint endpoint) throws IOException {
    String sent = authorizer.first(call.over(known(endpoint)), endpoint);
    HttpResponse<BodyStream> response = schemed(call, endpoint, sent);
    for (int round = 0; round < 2; round++) {
      Call same = call.over(response.uri().getScheme());
      String header = isOwn(endpoint, response) ? answer(same, endpoint, response, sent) : null;
      if (header == null) {
        return response;
      }
      response.body().discard();
      sent = header;
      response = follow(same, endpoint, sent);
    }
    return response;
  }

  /** A challenge from where a registry redirects is not answered. */
  private static boolean isOwn(Endpoint endpoint, HttpResponse<?> response) {
    return endpoint.authority().equalsIgnoreCase(response.uri().getAuthority());
  }

  /** The header to ask again with, or null. */
  private @Nullable String answer(
      Call call, Endpoint endpoint, HttpResponse<?> response, @Nullable String sent)
      throws IOException {
    int status = response.statusCode();
    String header =
        status == 401 ? authorizer.answer(call, endpoint, challenges(response), sent) : null;
    boolean hides = status == 401 || status == 403 || status == 404;
    return header == null && sent == null && hides && Authorizer.hasCredential(call, endpoint)
        ? authorizer.answer(
            call, endpoint, reveals.of(call, endpoint, () -> revealed(call, endpoint)), null)
        : header;
  }

  /** What the root of the API asks for; the repository in it is an example, where it names one. */
  private List<Challenge> revealed(Call call, Endpoint endpoint) throws IOException {
    Call root = Call.get("", call.reference(), call.access()).over(call.scheme());
    HttpResponse<BodyStream> response = follow(root, endpoint, endpoint.root(root), null);
    response.body().discard();
    int status = response.statusCode();
    if (status == 429 || status >= 500) {
      throw Failures.status(call, endpoint, status);
    }
    return status == 401 && isOwn(endpoint, response)
        ? challenges(response).stream().map(Challenge::withoutScope).toList()
        : List.of();
  }

  private static List<Challenge> challenges(HttpResponse<?> response) {
    return Challenge.parse(response.headers().allValues("WWW-Authenticate"));
  }

  private @Nullable String known(Endpoint endpoint) {
    return endpoint.scheme() == null ? schemes.get(endpoint.authority()) : endpoint.scheme();
  }

  /**
   * Finds out by one plain request whether a loopback server speaks HTTP or HTTPS. What becomes of
   * a HEAD may be HEAD's own, so the GET after it finds out.
   */
  private HttpResponse<BodyStream> schemed(
      Call call, Endpoint endpoint, @Nullable String authorization) throws IOException {
    String scheme = known(endpoint);
    if (scheme != null) {
      return follow(call.over(scheme), endpoint, authorization);
    }
    HttpResponse<BodyStream> refused = null;
    try {
      HttpResponse<BodyStream> response = follow(call.over("http"), endpoint, authorization);
      if (response.statusCode() != 400) {
        learn(endpoint, "http");
        return response;
      }
      if (call.isHead()) {
        return response;
      }
      response.body().discard();
      refused = response;
    } catch (ConnectException | ImageUnavailableException e) {
      throw e;
    } catch (IOException e) {
      // A TLS server hangs up on plain text; the attempt below says what is wrong, if it is.
      if (call.isHead()) {
        throw e;
      }
    }
    try {
      HttpResponse<BodyStream> response = follow(call.over("https"), endpoint, authorization);
      learn(endpoint, "https");
      return response;
    } catch (SSLException e) {
      if (refused != null && !Failures.isTrust(e)) {
        return refused;
      }
      throw e;
    }
  }

  private void learn(Endpoint endpoint, String scheme) {
    if (schemes.size() >= MAX_SCHEMES) {
      schemes.clear();
    }
    schemes.put(endpoint.authority(), scheme);
  }

  private HttpResponse<BodyStream> follow(
      Call call, Endpoint endpoint, @Nullable String authorization) throws IOException {
    return follow(call, endpoint, endpoint.uri(call), authorization);
  }

  private HttpResponse<BodyStream> follow(
      Call call, Endpoint endpoint, URI first, @Nullable String authorization) throws IOException {
    URI target = first;
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
    throw Redirects.tooMany(call, endpoint.authority());
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
