package dev.bedplate.source.archive;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
    Map<String, String> extension = new HashMap<>();
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
        switch (header.type()) {
          case 'x' -> extension.putAll(TarHeader.pax(blocks.content(header, MAX_EXTENSION)));
          case 'g' -> blocks.skip(header.size());
          case 'L' -> extension.put("path", TarHeader.text(blocks.content(header, MAX_EXTENSION)));
          case 'K' ->
              extension.put("linkpath", TarHeader.text(blocks.content(header, MAX_EXTENSION)));
          default -> {
            TarHeader whole = header.with(extension);
            add(whole, blocks.offset());
            blocks.skip(whole.size());
            extension.clear();
          }
        }
      }
    }
    if (files.isEmpty()) {
      throw new ImageUnavailableException(
          UndecidedReason.InvalidImage, file.name() + ": the archive holds no files");
    }
  }

  private void add(TarHeader header, long offset) {
    String path = normalise(header.path());
    files.remove(path);
    links.remove(path);
    switch (header.type()) {
      case '0', '\0', '7' -> files.put(path, new Place(offset, header.size()));
      case '1' -> links.put(path, normalise(header.link()));
      case '2' -> {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        links.put(
            path,
            normalise(header.link().startsWith("/") ? header.link() : folder + header.link()));
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
