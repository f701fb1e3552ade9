package dev.bedplate.source.archive;

import dev.bedplate.image.Digest;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.archive.TarTable.Place;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** An archive with the table of its files. */
record Archive(ArchiveFile file, TarTable table) {
  static Archive open(ArchiveFile file, Deadline deadline) throws ImageUnavailableException {
    return new Archive(file, TarTable.read(file, deadline));
  }

  Optional<Place> blob(Digest digest) {
    return table.find("blobs/" + digest.algorithm() + "/" + digest.hex());
  }

  Place existing(String path) throws ImageUnavailableException {
    return table
        .find(path)
        .orElseThrow(
            () ->
                new ImageUnavailableException(
                    UndecidedReason.InvalidImage,
                    file.name() + ": the archive lacks the file " + path));
  }

  byte[] read(Place place, int limit, String what, Deadline deadline)
      throws ImageUnavailableException {
    if (place.size() > limit) {
      throw new ImageUnavailableException(
          UndecidedReason.LimitExceeded,
          "%s: %s has %d bytes; the limit for a document is %d"
              .formatted(file.name(), what, place.size(), limit));
    }
    try (InputStream in = open(place, deadline)) {
      byte[] bytes = in.readNBytes((int) place.size());
      if (bytes.length < place.size()) {
        throw new EOFException(what);
      }
      return bytes;
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  InputStream open(Place place, Deadline deadline) throws ImageUnavailableException {
    try {
      return file.open(place.offset(), deadline);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }
}
