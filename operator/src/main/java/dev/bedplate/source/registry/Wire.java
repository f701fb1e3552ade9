package dev.bedplate.source.registry;

import dev.bedplate.image.UndecidedReason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Sends single requests, waiting no longer than the deadline for the head of the answer. */
final class Wire {
  /** What a 407 means. */
  static final String NO_CREDENTIALS = "proxies that ask for credentials are not supported";

  private static final String AGENT = "bedplate";

  private final Clients clients;

  Wire(Clients clients) {
    this.clients = clients;
  }

  HttpResponse<BodyStream> send(
      Call call, URI target, RegistryConfiguration.Host settings, @Nullable String authorization)
      throws IOException {
    HttpRequest.Builder request = to(call, target).method(call.method(), BodyPublishers.noBody());
    if (!call.accept().isEmpty()) {
      request.setHeader("Accept", call.accept());
    }
    if (call.from() > 0) {
      request.setHeader("Range", "bytes=" + call.from() + "-");
    }
    return send(call, request, target, settings, authorization);
  }

  /** Posts a form to a token server. */
  HttpResponse<BodyStream> post(
      Call call, URI target, RegistryConfiguration.Host settings, String form) throws IOException {
    BodyPublisher body = BodyPublishers.ofString(form);
    HttpRequest.Builder request =
        to(call, target).setHeader("Content-Type", "application/x-www-form-urlencoded").POST(body);
    return send(call, request, target, settings, null);
  }

  private HttpResponse<BodyStream> send(
      Call call,
      HttpRequest.Builder request,
      URI target,
      RegistryConfiguration.Host settings,
      @Nullable String authorization)
      throws IOException {
    call.access().deadline().check(call.image());
    request.setHeader("User-Agent", AGENT);
    if (authorization != null) {
      request.setHeader("Authorization", authorization);
    }
    call.access().traffic().request();
    return await(
        call,
        target,
        clients
            .get(target.getScheme(), settings)
            .sendAsync(request.build(), head -> new BodyStream(call.image(), call.access())));
  }

  private static HttpRequest.Builder to(Call call, URI target) throws IOException {
    try {
      return HttpRequest.newBuilder(target);
    } catch (IllegalArgumentException e) {
      throw Failures.address(call, String.valueOf(target.getAuthority()), e);
    }
  }

  private static HttpResponse<BodyStream> await(
      Call call, URI target, CompletableFuture<HttpResponse<BodyStream>> answer)
      throws IOException {
    try {
      HttpResponse<BodyStream> response =
          call.access()
              .deadline()
              .await(answer, call.image() + ": " + target.getHost() + " did not answer in time");
      // The JDK gives no body when a proxy refuses a tunnel, and the answer is the proxy's.
      if (response.body() == null) {
        throw call.failed(
            UndecidedReason.RegistryUnavailable,
            "the proxy in front of "
                + target.getAuthority()
                + " answered "
                + response.statusCode()
                + (response.statusCode() == 407 ? ": " + NO_CREDENTIALS : ""));
      }
      return response;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof IOException failure
          ? failure
          : new IOException(String.valueOf(cause), cause);
    } finally {
      answer.cancel(true);
    }
  }
}
