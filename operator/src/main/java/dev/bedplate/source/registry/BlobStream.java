package dev.bedplate.source.registry;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.io.InputStream;

/** Exactly as many bytes as a descriptor promises, or an exception. */
final class BlobStream extends InputStream {
  private final Answer answer;
  private final Descriptor descriptor;
  private final InputStream body;
  private long left;

  BlobStream(Answer answer, Descriptor descriptor) {
    this.answer = answer;
    this.descriptor = descriptor;
    body = answer.body();
    left = descriptor.size();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (left == 0) {
      return length == 0 ? 0 : -1;
    }
    int count = readSome(target, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw broken("the connection ended", null);
    }
    left -= count;
    return count;
  }

  private int readSome(byte[] target, int offset, int length) throws IOException {
    try {
      return body.read(target, offset, length);
    } catch (ImageUnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw broken(String.valueOf(e.getMessage()), e);
    }
  }

  private IOException broken(String problem, @org.jspecify.annotations.Nullable Throwable cause) {
    String message =
        "%s: %s broke off after %d of %d bytes: %s"
            .formatted(
                answer.call().image(),
                descriptor.digest(),
                descriptor.size() - left,
                descriptor.size(),
                problem);
    return cause == null
        ? new ImageUnavailableException(UndecidedReason.RegistryUnavailable, message)
        : new ImageUnavailableException(UndecidedReason.RegistryUnavailable, message, cause);
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
