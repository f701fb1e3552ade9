package dev.bedplate.source.archive;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.tar.PaxRecords;
import dev.bedplate.tar.TarHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where every file of a tar stands; the last of a repeated name counts, as when it is unpacked. */
final class TarTable {
  private static final int MAX_ENTRIES = 100_000;
  private static final int MAX_HOPS = 10;
  private static final int MAX_EXTENSION = 1024 * 1024;

  /** Bytes of one file, counted in the uncompressed tar. */
  record Place(long offset, long size) {}

  private final Map<String, Place> files = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();

  private TarTable() {}

  static TarTable read(ArchiveFile file, Deadline deadline) throws ImageUnavailableException {
    TarTable table = new TarTable();
    try {
      table.scan(file, deadline);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
    return table;
  }

  /** The file called {@code path}, through symbolic and hard links inside the tar. */
  Optional<Place> find(String path) {
    String at = normalise(path);
    for (int hop = 0; hop < MAX_HOPS && at != null; hop++) {
      Place place = files.get(at);
      if (place != null) {
        return Optional.of(place);
      }
      at = links.get(at);
    }
    return Optional.empty();
  }

  private void scan(ArchiveFile file, Deadline deadline) throws IOException {
    @Nullable PaxRecords pax = null;
    byte @Nullable [] longName = null;
    byte @Nullable [] longLink = null;
    long size = file.gzip() ? Long.MAX_VALUE : java.nio.file.Files.size(file.path());
    try (InputStream first = file.open(0, deadline)) {
      TarBlocks blocks = new TarBlocks(file, first, size, deadline);
      int count = 0;
      for (TarHeader header = blocks.next(); header != null; header = blocks.next()) {
        if (++count > MAX_ENTRIES) {
          throw new ImageUnavailableException(
              UndecidedReason.LimitExceeded,
              file.name() + ": the archive has more than " + MAX_ENTRIES + " entries");
        }
        switch (header.flag()) {
          case 'x' -> pax = records(blocks.content(header, MAX_EXTENSION));
          case 'g' -> blocks.skip(header.size());
          case 'L' -> longName = blocks.content(header, MAX_EXTENSION);
          case 'K' -> longLink = blocks.content(header, MAX_EXTENSION);
          default -> {
            byte[] path = first(pax == null ? null : pax.path, longName, header.name());
            byte[] link = first(pax == null ? null : pax.link, longLink, header.link());
            long bytes = pax == null || pax.size < 0 ? header.size() : pax.size;
            long stored = header.flag() >= '1' && header.flag() <= '6' ? 0 : bytes;
            add(header.flag(), text(path), text(link), new Place(blocks.offset(), stored));
            blocks.skip(stored);
            pax = null;
            longName = null;
            longLink = null;
          }
        }
      }
    }
    if (files.isEmpty()) {
      throw new ImageUnavailableException(
          UndecidedReason.InvalidImage, file.name() + ": the archive holds no files");
    }
  }

  private static PaxRecords records(byte[] bytes) throws IOException {
    PaxRecords records = PaxRecords.parse(bytes);
    if (records == null) {
      throw new IOException("a PAX header is malformed");
    }
    return records;
  }

  private static byte[] first(byte @Nullable [] pax, byte @Nullable [] extension, byte[] header) {
    return pax != null ? pax : extension != null ? extension : header;
  }

  /** A GNU extension ends with a zero. */
  private static String text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private void add(char flag, String name, String link, Place place) {
    String path = normalise(name);
    files.remove(path);
    links.remove(path);
    switch (flag) {
      case '0', '\0', '7' -> files.put(path, place);
      case '1' -> links.put(path, normalise(link));
      case '2' -> {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        links.put(path, normalise(link.startsWith("/") ? link : folder + link));
      }
      default -> {
        // Directories and devices hold no bytes of an image.
      }
    }
  }

  private static String normalise(String path) {
    java.util.ArrayDeque<String> parts = new java.util.ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }
}
