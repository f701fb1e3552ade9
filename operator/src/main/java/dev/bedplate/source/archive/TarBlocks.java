package dev.bedplate.source.archive;

import dev.bedplate.source.Deadline;
import dev.bedplate.tar.TarHeader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Walks the blocks of a tar from its start. */
final class TarBlocks {
  private static final long STEP = 4L * 1024 * 1024;
  private final ArchiveFile file;
  private final InputStream in;
  private final long size;
  private final Deadline deadline;
  private long offset;

  /** {@code size} bounds the tar in bytes. */
  TarBlocks(ArchiveFile file, InputStream in, long size, Deadline deadline) {
    this.file = file;
    this.in = in;
    this.size = size;
    this.deadline = deadline;
  }

  /** The next header, or null at the end of the archive. */
  @Nullable TarHeader next() throws IOException {
    deadline.check(file.name());
    var header = new TarHeader();
    int count = in.readNBytes(header.block, 0, TarHeader.SIZE);
    offset += count;
    if (count == 0 || header.zero()) {
      return null;
    }
    if (count < TarHeader.SIZE) {
      throw new EOFException("a header is cut off");
    }
    if (!header.checksumMatches() || header.size() == TarHeader.BAD) {
      throw new IOException("not a tar archive: a header has a wrong checksum or size");
    }
    return header;
  }

  /** Where the content of the entry begins whose header was read last. */
  long offset() {
    return offset;
  }

  byte[] content(TarHeader header, int limit) throws IOException {
    if (header.size() > limit) {
      throw new IOException("an extension header has " + header.size() + " bytes");
    }
    byte[] bytes = in.readNBytes((int) header.size());
    offset += bytes.length;
    if (bytes.length < header.size()) {
      throw new EOFException("an extension header is cut off");
    }
    skipExactly(padding(header.size()));
    return bytes;
  }

  void skip(long content) throws IOException {
    if (content > size - offset) {
      throw new EOFException("an entry is cut off");
    }
    skipExactly(content);
    // Some writers leave out the padding of the very last entry.
    offset += in.readNBytes((int) padding(content)).length;
  }

  private void skipExactly(long count) throws IOException {
    for (long left = count; left > 0; left -= Math.min(left, STEP)) {
      deadline.check(file.name());
      in.skipNBytes(Math.min(left, STEP));
    }
    offset += count;
  }

  private static long padding(long content) {
    return (TarHeader.SIZE - content % TarHeader.SIZE) % TarHeader.SIZE;
  }
}
