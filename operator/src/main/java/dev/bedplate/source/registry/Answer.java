package dev.bedplate.source.registry;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.net.http.HttpResponse;

/** A server's successful answer to a call. */
record Answer(Call call, Endpoint endpoint, HttpResponse<BodyStream> response)
    implements AutoCloseable {
  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The announced length of the body, or -1. */
  long length() {
    return response.headers().firstValueAsLong("Content-Length").orElse(-1);
  }

  BodyStream body() {
    return response.body();
  }

  ImageUnavailableException invalid(String problem) {
    return call.failed(
        UndecidedReason.InvalidImage, problem + " (from " + endpoint.authority() + ")");
  }

  /** All of a body of at most {@code limit} bytes; one more shows that there is more. */
  byte[] readCapped(int limit) throws IOException {
    try (BodyStream body = response.body()) {
      return body.readCapped(limit);
    }
  }

  @Override
  public void close() {
    response.body().close();
  }
}
