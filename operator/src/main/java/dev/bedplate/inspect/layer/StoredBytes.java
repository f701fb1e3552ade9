package dev.bedplate.inspect.layer;

import dev.bedplate.image.Digest;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** A layer as stored: exactly as many bytes as its descriptor says, hashed on the way. */
final class StoredBytes {
  /** Large updates let the digest run as machine code early. */
  private static final int BUFFER = 128 * 1024;

  private final InputStream in;
  private final long size;
  private final MessageDigest hash;
  private final LayerName name;
  private final Guard guard;
  private final LongConsumer progress;

  final byte[] buffer = new byte[BUFFER];
  int position;
  int limit;
  private long count;
  private boolean filling;
  private boolean other;

  StoredBytes(
      InputStream in,
      long size,
      MessageDigest hash,
      LayerName name,
      Guard guard,
      LongConsumer progress) {
    this.in = in;
    this.size = size;
    this.hash = hash;
    this.name = name;
    this.guard = guard;
    this.progress = progress;
  }

  /** Bytes taken from the stream so far. */
  long count() {
    return count;
  }

  boolean exhausted() throws ImageUnavailableException {
    return position == limit && !fill();
  }

  /** Replaces the consumed buffer by the next bytes; false at the end. */
  boolean fill() throws ImageUnavailableException {
    position = 0;
    limit = 0;
    filling = true;
    while (limit < buffer.length) {
      guard.check();
      int read = read(limit, buffer.length - limit);
      if (read < 0) {
        break;
      }
      limit += read;
      progress.accept(read);
    }
    took();
    if (count > size) {
      throw name.invalid(
          "the stored layer is longer than the " + size + " bytes of its descriptor");
    }
    if (limit < buffer.length && count < size) {
      throw name.invalid("the stored layer ends after " + count + " of " + size + " bytes");
    }
    return limit > 0;
  }

  private void took() {
    count += limit;
    hash.update(buffer, 0, limit);
    filling = false;
  }

  private int read(int from, int length) throws ImageUnavailableException {
    try {
      return in.read(buffer, from, length);
    } catch (ImageUnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw new ImageUnavailableException(
          UndecidedReason.RegistryUnavailable,
          name + ": reading stopped after " + (count + from) + " of " + size + " bytes: " + e,
          e);
    }
  }

  /** Whether these are surely other bytes than the expected ones; reads those that are left. */
  boolean altered(Digest expected) {
    if (other) {
      return true;
    }
    try {
      if (filling) {
        took();
      }
      do {
        limit = Math.max(0, in.read(buffer));
        took();
      } while (limit > 0 && count <= size);
    } catch (IOException e) {
      return false;
    }
    return count != size || !HexFormat.of().formatHex(hash.digest()).equals(expected.hex());
  }

  /** The bytes that are left, to be read by one reader. */
  InputStream stream() {
    return new InputStream() {
      @Override
      public int read() throws ImageUnavailableException {
        return exhausted() ? -1 : buffer[position++] & 0xff;
      }

      @Override
      public int read(byte[] into, int from, int length) throws ImageUnavailableException {
        if (length == 0) {
          return 0;
        }
        if (exhausted()) {
          return -1;
        }
        int most = Math.min(length, limit - position);
        System.arraycopy(buffer, position, into, from, most);
        position += most;
        return most;
      }
    };
  }

  /** Proves the digest of everything read; to be called at the end. */
  void verify(Digest expected) throws ImageUnavailableException {
    String hex = HexFormat.of().formatHex(hash.digest());
    other = !hex.equals(expected.hex());
    if (other) {
      throw name.invalid("the stored bytes have the digest " + expected.algorithm() + ":" + hex);
    }
  }
}
