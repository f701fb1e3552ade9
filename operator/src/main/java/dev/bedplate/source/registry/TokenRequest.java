package dev.bedplate.source.registry;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Credential;
import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request to a token server, which may redirect it. A credential goes to the server that the
 * registry named and to no other.
 *
 * @param target with its query
 * @param form what is posted; null for a request by GET
 */
record TokenRequest(
    Wire wire,
    Call call,
    Endpoint endpoint,
    URI realm,
    URI target,
    @Nullable String form,
    @Nullable Credential credential)
    implements Attempts.Exchange {
  @Override
  public HttpResponse<BodyStream> send() throws IOException {
    URI at = target;
    String body = form;
    String authorization = form != null || credential == null ? null : Basic.header(credential);
    for (int hop = 0; hop <= Redirects.MAX; hop++) {
      HttpResponse<BodyStream> response =
          body == null
              ? wire.send(call, at, settings(at), authorization)
              : wire.post(call, at, settings(at), body);
      Optional<URI> next = next(at, response, body != null);
      if (next.isEmpty()) {
        return response;
      }
      response.body().discard();
      at = next.get();
      authorization = isOfRealm(at) ? authorization : null;
      // RFC 9110, section 15.4.4: what came of a POST is fetched by GET.
      body = response.statusCode() == 303 ? null : body;
    }
    throw Redirects.tooMany(call, realm.getAuthority());
  }

  private Optional<URI> next(URI from, HttpResponse<BodyStream> response, boolean posted)
      throws ImageUnavailableException {
    try {
      Optional<URI> next = Redirects.target(call, endpoint, from, response);
      if (next.isPresent()) {
        String objection = Realms.objection(call, endpoint, next.get());
        if (objection.isEmpty()
            && posted
            && response.statusCode() != 303
            && !isOfRealm(next.get())) {
          objection = "which is another server than the one that the identity token is for";
        }
        if (!objection.isEmpty()) {
          throw Redirects.refused(call, from, next.get(), objection);
        }
      }
      return next;
    } catch (ImageUnavailableException e) {
      response.body().close();
      throw e;
    }
  }

  private boolean isOfRealm(URI address) {
    return realm.getAuthority().equalsIgnoreCase(address.getAuthority());
  }

  private RegistryConfiguration.Host settings(URI address) {
    return endpoint.host().equals(Hosts.host(address))
        ? endpoint.settings()
        : RegistryConfiguration.Host.DEFAULTS;
  }

  @Override
  public boolean counts(int status) {
    return status >= 200 && status < 300;
  }

  @Override
  public boolean passes(IOException failure) {
    return !Failures.isTrust(failure);
  }

  @Override
  public ImageUnavailableException refused(int status) {
    return Failures.token(call, realm, status, credential);
  }

  @Override
  public ImageUnavailableException throttled(int status, @Nullable Duration retryAfter) {
    return Failures.throttled(call, "the token server " + realm.getAuthority(), status, retryAfter);
  }

  @Override
  public ImageUnavailableException broken(IOException failure) {
    return call.failed(
        UndecidedReason.RegistryUnavailable,
        "the token server of "
            + endpoint.authority()
            + " cannot be reached: "
            + failure.getMessage(),
        failure);
  }
}
