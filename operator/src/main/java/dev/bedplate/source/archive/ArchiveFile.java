package dev.bedplate.source.archive;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.ImageUnavailableException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The tar inside an archive file, readable from any offset: by position in a plain tar, by
 * inflating up to the offset in a compressed one.
 */
record ArchiveFile(String name, Path path, boolean gzip) {
  private static final int BUFFER = 64 * 1024;
  private static final long SKIP = 4L * 1024 * 1024;

  static ArchiveFile of(String name, String file) throws ImageUnavailableException {
    Path path;
    try {
      path = Path.of(file);
    } catch (InvalidPathException e) {
      throw new ImageUnavailableException(
          UndecidedReason.ImageNotFound, name + ": not a file name: " + file, e);
    }
    // Anything but a regular file could block or never end.
    if (!Files.isRegularFile(path)) {
      throw new ImageUnavailableException(
          UndecidedReason.ImageNotFound, name + ": there is no file " + path);
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] magic = in.readNBytes(2);
      boolean gzip = magic.length == 2 && magic[0] == 0x1f && (magic[1] & 0xff) == 0x8b;
      return new ArchiveFile(name, path, gzip);
    } catch (IOException e) {
      throw new ImageUnavailableException(
          UndecidedReason.ImageNotFound, name + ": cannot read " + path + ": " + e, e);
    }
  }

  /** Positions may lie behind the end of a truncated file; reading then ends at once. */
  InputStream open(long offset, Deadline deadline) throws IOException {
    FileChannel channel = FileChannel.open(path);
    try {
      if (!gzip) {
        return new BufferedInputStream(Channels.newInputStream(channel.position(offset)), BUFFER);
      }
      InputStream inflated =
          new GZIPInputStream(
              new BufferedInputStream(Channels.newInputStream(channel), BUFFER), BUFFER);
      skip(inflated, offset, deadline);
      return inflated;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void skip(InputStream in, long count, Deadline deadline) throws IOException {
    for (long left = count; left > 0; left -= Math.min(left, SKIP)) {
      deadline.check(name);
      in.skipNBytes(Math.min(left, SKIP));
    }
  }

  ImageUnavailableException unreadable(IOException cause) {
    if (cause instanceof ImageUnavailableException known) {
      return known;
    }
    String problem = cause instanceof EOFException ? "the archive is truncated" : cause.toString();
    return new ImageUnavailableException(
        UndecidedReason.InvalidImage, name + ": cannot read " + path + ": " + problem, cause);
  }
}
