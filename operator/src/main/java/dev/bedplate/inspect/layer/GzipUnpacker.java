package dev.bedplate.inspect.layer;

import dev.bedplate.source.ImageUnavailableException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Gzip (RFC 1952) with any number of members; zero bytes may follow the last one. {@code
 * GZIPInputStream} is not used because it takes a pause of the network for the end of the data.
 */
final class GzipUnpacker implements Unpacker {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;
  private static final int LONGEST_TEXT = 64 * 1024;

  private final StoredBytes stored;
  private final LayerName name;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private boolean inMember;
  private boolean anyMember;

  GzipUnpacker(StoredBytes stored, LayerName name) {
    this.stored = stored;
    this.name = name;
  }

  @Override
  public int unpack(byte[] into, int from) throws ImageUnavailableException {
    while (inMember || nextMember()) {
      int count = inflate(into, from);
      if (count > 0) {
        crc.update(into, from, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw name.invalid("the gzip stream asks for a preset dictionary");
      } else if (stored.exhausted()) {
        throw name.invalid("the gzip stream is truncated");
      } else {
        inflater.setInput(stored.buffer, 0, stored.limit);
        stored.position = stored.limit;
      }
    }
    return -1;
  }

  private int inflate(byte[] into, int from) throws ImageUnavailableException {
    try {
      return inflater.inflate(into, from, into.length - from);
    } catch (DataFormatException e) {
      throw name.invalid("the gzip stream is damaged: " + e.getMessage(), e);
    }
  }

  private boolean nextMember() throws ImageUnavailableException {
    if (stored.exhausted()) {
      if (!anyMember) {
        throw name.invalid("the gzip stream is empty");
      }
      return false;
    }
    if (anyMember && stored.buffer[stored.position] == 0) {
      padding();
      return false;
    }
    header();
    inflater.reset();
    inflater.setInput(stored.buffer, stored.position, stored.limit - stored.position);
    stored.position = stored.limit;
    crc.reset();
    inMember = true;
    anyMember = true;
    return true;
  }

  private void padding() throws ImageUnavailableException {
    while (!stored.exhausted()) {
      if (stored.buffer[stored.position++] != 0) {
        throw name.invalid("other bytes follow the gzip stream");
      }
    }
  }

  private void header() throws ImageUnavailableException {
    if (next() != 0x1f || next() != 0x8b) {
      throw name.invalid(
          anyMember
              ? "other bytes follow the gzip stream"
              : "the layer is not gzip although its media type says so");
    }
    if (next() != 8) {
      throw name.invalid("the gzip stream uses an unknown compression method");
    }
    int flags = next();
    if ((flags & RESERVED) != 0) {
      throw name.invalid("the gzip header has reserved flags set");
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      text();
    }
    if ((flags & COMMENT) != 0) {
      text();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
  }

  private void endMember() throws ImageUnavailableException {
    stored.position = stored.limit - inflater.getRemaining();
    long expectedCrc = number();
    long expectedSize = number();
    if (expectedCrc != crc.getValue()) {
      throw name.invalid("the checksum of the gzip stream does not match its content");
    }
    if (expectedSize != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw name.invalid("the length in the gzip trailer does not match its content");
    }
    inMember = false;
  }

  private long number() throws ImageUnavailableException {
    return (next() | next() << 8 | next() << 16) | (long) next() << 24;
  }

  private void skip(int count) throws ImageUnavailableException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void text() throws ImageUnavailableException {
    for (int i = 0; next() != 0; i++) {
      if (i == LONGEST_TEXT) {
        throw name.exceeds("a text in the gzip header is longer than " + LONGEST_TEXT + " bytes");
      }
    }
  }

  private int next() throws ImageUnavailableException {
    if (stored.exhausted()) {
      throw name.invalid("the gzip stream is truncated");
    }
    return stored.buffer[stored.position++] & 0xff;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
