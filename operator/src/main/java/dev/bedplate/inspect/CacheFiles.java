package dev.bedplate.inspect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Checksummed files of a cache directory, written beside their place and renamed into it. */
final class CacheFiles {
  private static final long PROCESS = ProcessHandle.current().pid();
  private static final int HEADER = Long.BYTES + Integer.BYTES;
  private static final int LARGEST = 64 * 1024 * 1024;
  private final Path root;
  private final long bound;
  private final AtomicBoolean written = new AtomicBoolean();

  CacheFiles(Path root, long bound) {
    this.root = root;
    this.bound = bound;
  }

  Optional<byte[]> read(String kind, String name) {
    Path file = root.resolve(kind).resolve(name);
    try {
      if (Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      if (bytes.remaining() < HEADER) {
        return Optional.empty();
      }
      long checksum = bytes.getLong();
      int length = bytes.getInt();
      byte[] content = Arrays.copyOfRange(bytes.array(), HEADER, bytes.array().length);
      return content.length == length && checksum(content) == checksum
          ? Optional.of(content)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Writes if that is possible; a cache that cannot be written is slow, not wrong. */
  void write(String kind, String name, byte[] content) {
    if (content.length > LARGEST - HEADER) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + content.length);
    bytes.putLong(checksum(content)).putInt(content.length).put(content);
    try {
      Path directory = Files.createDirectories(root.resolve(kind));
      // Not createTempFile, whose random names cost more than the file.
      Path temporary = directory.resolve("." + PROCESS + "-" + System.nanoTime() + ".tmp");
      try {
        Files.write(
            temporary, bytes.array(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.move(
            temporary,
            directory.resolve(name),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
        written.set(true);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      // A read-only or full directory: the facts are simply read again next time.
      return;
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

  private static long checksum(byte[] content) {
    var checksum = new CRC32C();
    checksum.update(content);
    return checksum.getValue();
  }
}
