package dev.bedplate.inspect;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/** Checksummed files of a cache directory, written beside their place and renamed into it. */
final class CacheFiles {
  private static final long PROCESS = ProcessHandle.current().pid();
  private static final int HEADER = Long.BYTES + Integer.BYTES;
  private static final int LARGEST = 64 * 1024 * 1024;
  private static final int BUFFER = 16 * 1024;
  private final Path root;
  private final long bound;
  private final AtomicBoolean written = new AtomicBoolean();

  CacheFiles(Path root, long bound) {
    this.root = root;
    this.bound = bound;
  }

  @FunctionalInterface
  interface Decoder<T> {
    T decode(DataInputStream in) throws IOException;
  }

  @FunctionalInterface
  interface Encoder {
    void encode(DataOutputStream out) throws IOException;
  }

  /** What a file holds; it is looked through twice, so that nothing unproven is decoded. */
  <T> Optional<T> read(String kind, String name, Decoder<T> decoder) {
    try (FileChannel file = FileChannel.open(root.resolve(kind).resolve(name))) {
      if (file.size() > LARGEST || !isWhole(file)) {
        return Optional.empty();
      }
      file.position(HEADER);
      return Optional.of(decoder.decode(new DataInputStream(buffered(file))));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isWhole(FileChannel file) throws IOException {
    var in = new DataInputStream(buffered(file));
    long checksum = in.readLong();
    int length = in.readInt();
    var content = new CheckedInputStream(in, new CRC32C());
    return content.skip(Long.MAX_VALUE) == length && content.getChecksum().getValue() == checksum;
  }

  private static InputStream buffered(FileChannel file) {
    return new BufferedInputStream(Channels.newInputStream(file), BUFFER);
  }

  /**
   * Writes if that is possible, without the whole of it in memory; a cache that cannot be written
   * is slow, not wrong.
   */
  void write(String kind, String name, Encoder encoder) {
    try {
      Path directory = Files.createDirectories(root.resolve(kind));
      // Not createTempFile, whose random names cost more than the file.
      Path temporary = directory.resolve("." + PROCESS + "-" + System.nanoTime() + ".tmp");
      try {
        if (written(temporary, encoder)) {
          Files.move(
              temporary,
              directory.resolve(name),
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
          written.set(true);
        }
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      // A read-only or full directory: the facts are simply read again next time.
      return;
    }
  }

  /** False when it is more than a file may be. */
  private static boolean written(Path file, Encoder encoder) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.position(HEADER);
      var content =
          new Bounded(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
      try (var out = new DataOutputStream(content)) {
        encoder.encode(out);
        out.flush();
        var header = ByteBuffer.allocate(HEADER);
        header.putLong(content.checksum.getValue()).putInt((int) content.length).flip();
        channel.write(header, 0);
      } catch (Bounded.Full e) {
        return false;
      }
      return true;
    }
  }

  /** Sums what passes, and stops what is too long. */
  private static final class Bounded extends FilterOutputStream {
    private final CRC32C checksum = new CRC32C();
    private long length;

    Bounded(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      length += count;
      if (length > LARGEST - HEADER) {
        throw new Full();
      }
      checksum.update(bytes, from, count);
      out.write(bytes, from, count);
    }

    /** Whoever encodes may close what is written to, and the head is still to come. */
    @Override
    public void close() throws IOException {
      flush();
    }

    private static final class Full extends IOException {
      private static final long serialVersionUID = 1L;
    }
  }

  /** Deletes the least recently written files until the rest fits the bound. */
  void trim() {
    if (!written.get()) {
      return;
    }
    List<Entry> entries = list();
    long total = entries.stream().mapToLong(Entry::bytes).sum();
    entries.sort((a, b) -> Long.compare(a.modified(), b.modified()));
    for (Entry entry : entries) {
      if (total <= bound) {
        return;
      }
      total -= entry.bytes();
      delete(entry.file());
    }
  }

  private record Entry(Path file, long bytes, long modified) {}

  private List<Entry> list() {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root, 2)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isRegularFile()) {
          entries.add(new Entry(file, attributes.size(), attributes.lastModifiedTime().toMillis()));
        }
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      return entries;
    }
    return entries;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Another process trims the same directory, or it has become read-only: the next run tries.
      return;
    }
  }
}
