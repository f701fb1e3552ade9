package dev.bedplate.source.registry;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Exactly as many bytes as a descriptor promises, or an exception. A blob that breaks off goes on
 * where it broke off: its reader does not notice, and the digest says whether the parts are one
 * blob.
 */
final class BlobStream extends InputStream {
  private static final int MAX_RESUMPTIONS = 3;

  private final Call call;
  private final Descriptor descriptor;
  private final Fetcher fetcher;
  private final Retries retries;
  private @Nullable InputStream body;
  private long left;
  private int resumptions;
  private boolean inParts = true;

  private BlobStream(Call call, Descriptor descriptor, Fetcher fetcher, Retries retries) {
    this.call = call;
    this.descriptor = descriptor;
    this.fetcher = fetcher;
    this.retries = retries;
    left = descriptor.size();
  }

  static BlobStream open(Call call, Descriptor descriptor, Fetcher fetcher, Retries retries)
      throws ImageUnavailableException {
    BlobStream stream = new BlobStream(call, descriptor, fetcher, retries);
    stream.body = stream.from(0);
    return stream;
  }

  private InputStream from(long first) throws ImageUnavailableException {
    if (first > 0 && inParts) {
      Optional<InputStream> part =
          fetcher.open(call.from(first), answer -> Blobs.stream(answer, descriptor, first));
      if (part.isPresent()) {
        return part.get();
      }
      inParts = false;
    }
    return fetcher
        .open(call, answer -> Blobs.stream(answer, descriptor, first))
        .orElseThrow(() -> call.failed(UndecidedReason.RegistryUnavailable, "no whole blob came"));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (left == 0 || length == 0) {
      return length == 0 ? 0 : -1;
    }
    while (true) {
      InputStream current = body;
      if (current == null) {
        throw new IOException("the stream is closed");
      }
      try {
        int count = current.read(target, offset, (int) Math.min(length, left));
        if (count >= 0) {
          left -= count;
          return count;
        }
        resume("the connection ended", null);
      } catch (ImageUnavailableException e) {
        throw e;
      } catch (IOException e) {
        resume(String.valueOf(e.getMessage()), e);
      }
    }
  }

  private void resume(String problem, @Nullable Throwable cause) throws IOException {
    close();
    if (resumptions == MAX_RESUMPTIONS || !Pause.fits(call, retries.pause(resumptions + 1))) {
      throw brokenOff(problem, cause);
    }
    resumptions++;
    Pause.before(call, retries.pause(resumptions));
    body = from(descriptor.size() - left);
  }

  private IOException brokenOff(String problem, @Nullable Throwable cause) {
    String message =
        "%s broke off after %d of %d bytes%s: %s"
            .formatted(
                descriptor.digest(),
                descriptor.size() - left,
                descriptor.size(),
                resumptions == 0 ? "" : ", although it was asked for again",
                problem);
    return cause == null
        ? call.failed(UndecidedReason.RegistryUnavailable, message)
        : call.failed(UndecidedReason.RegistryUnavailable, message, cause);
  }

  @Override
  public void close() throws IOException {
    InputStream open = body;
    body = null;
    if (open != null) {
      open.close();
    }
  }
}
