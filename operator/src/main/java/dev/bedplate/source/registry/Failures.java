package dev.bedplate.source.registry;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Credential;
import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a refusal means for the question that was asked. */
final class Failures {
  private Failures() {}

  static ImageUnavailableException status(Call call, Endpoint endpoint, int status) {
    String answer = endpoint.authority() + " answered " + status;
    return switch (status) {
      case 401, 403 ->
          call.failed(
              UndecidedReason.Unauthorized,
              answer
                  + ": it refuses to let this repository be read, or the repository does not"
                  + " exist");
      case 407 ->
          call.failed(
              UndecidedReason.RegistryUnavailable,
              "the proxy in front of "
                  + endpoint.authority()
                  + " answered 407: "
                  + Wire.NO_CREDENTIALS);
      case 404 -> call.failed(UndecidedReason.ImageNotFound, answer + ": no such " + thing(call));
      case 429 -> call.failed(UndecidedReason.RegistryThrottled, answer + ": it asks to slow down");
      default -> call.failed(UndecidedReason.RegistryUnavailable, answer + " to " + call.method());
    };
  }

  private static String thing(Call call) {
    return call.path().startsWith("/blobs/")
        ? "blob " + call.path().substring("/blobs/".length())
        : "image";
  }

  static ImageUnavailableException throttled(
      Call call, String server, int status, @Nullable Duration retryAfter) {
    return new ImageUnavailableException(
        UndecidedReason.RegistryThrottled,
        "%s: %s answered %d: it asks to come back later".formatted(call.image(), server, status),
        retryAfter);
  }

  static ImageUnavailableException broken(Call call, Endpoint endpoint, IOException failure) {
    return call.failed(
        UndecidedReason.RegistryUnavailable, endpoint.authority() + problem(failure), failure);
  }

  /** An address for which the client can make no request. */
  static ImageUnavailableException address(Call call, String address, Exception problem) {
    return call.failed(
        UndecidedReason.RegistryUnavailable,
        "\"" + address + "\" is no address that can be asked: " + problem.getMessage(),
        problem);
  }

  /** Whether the other side will be trusted no more at the next attempt. */
  static boolean isTrust(IOException failure) {
    return failure instanceof UntrustedException
        || (failure instanceof SSLException && isCertificate(failure));
  }

  /** Whether no request came through at all, whatever it asked for. */
  static boolean isUnreachable(IOException failure) {
    return isTrust(failure)
        || failure instanceof ConnectException
        || failure instanceof HttpConnectTimeoutException;
  }

  /** Whether a server broke off its answer, which it may do for the method of the request. */
  static boolean isBrokenOff(ImageUnavailableException failure) {
    return failure.reason() == UndecidedReason.RegistryUnavailable
        && failure.getCause() instanceof IOException broken
        && !isUnreachable(broken);
  }

  private static boolean isCertificate(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  private static String problem(IOException failure) {
    String detail = failure.getMessage() == null ? "" : ": " + failure.getMessage();
    return switch (failure) {
      case ConnectException e -> " cannot be reached" + detail;
      case UntrustedException e -> detail;
      case SSLException e when isCertificate(e) ->
          " shows a certificate that is not trusted"
              + detail
              + "; its authority can be named by ca in the configuration of the registry";
      case SSLException e -> " does not speak TLS as expected" + detail;
      default -> ": the connection broke" + detail;
    };
  }

  static ImageUnavailableException token(
      Call call, URI realm, int status, @Nullable Credential credential) {
    String who =
        credential == null ? "an anonymous reader" : "the user \"" + credential.username() + "\"";
    String server = "the token server " + realm.getAuthority() + " answered " + status;
    return status >= 500
        ? call.failed(UndecidedReason.RegistryUnavailable, server)
        : call.failed(UndecidedReason.Unauthorized, server + ": it refuses " + who);
  }
}
