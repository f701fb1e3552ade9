package dev.bedplate.source.layout;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference.LayoutReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The files of one OCI image layout; blob names come from digests only, so none leads outside. */
final class LayoutDirectory {
  private final String name;
  private final Path root;

  private LayoutDirectory(String name, Path root) {
    this.name = name;
    this.root = root;
  }

  static LayoutDirectory open(LayoutReference reference) throws ImageUnavailableException {
    String name = reference.original();
    Path root;
    try {
      root = Path.of(reference.directory());
    } catch (InvalidPathException e) {
      throw new ImageUnavailableException(
          UndecidedReason.ImageNotFound,
          name + ": not a directory name: " + reference.directory(),
          e);
    }
    if (!Files.exists(root)) {
      throw new ImageUnavailableException(
          UndecidedReason.ImageNotFound, name + ": there is no directory " + root);
    }
    if (!Files.isRegularFile(root.resolve("oci-layout"))) {
      throw new ImageUnavailableException(
          UndecidedReason.InvalidImage,
          name + ": " + root + " is no OCI image layout: it has no file oci-layout");
    }
    return new LayoutDirectory(name, root);
  }

  byte[] index(int limit) throws ImageUnavailableException {
    Path index = root.resolve("index.json");
    if (!Files.isRegularFile(index)) {
      throw new ImageUnavailableException(
          UndecidedReason.InvalidImage,
          name + ": " + root + " is no OCI image layout: it has no file index.json");
    }
    return read(index, limit);
  }

  boolean has(Digest digest) {
    return Files.isRegularFile(path(digest));
  }

  byte[] read(Digest digest, int limit) throws ImageUnavailableException {
    return read(existing(digest), limit);
  }

  InputStream open(Descriptor descriptor) throws ImageUnavailableException {
    Path path = existing(descriptor.digest());
    try {
      long size = Files.size(path);
      if (size != descriptor.size()) {
        throw new ImageUnavailableException(
            UndecidedReason.InvalidImage,
            "%s: blob %s has %d bytes instead of %d"
                .formatted(name, descriptor.digest(), size, descriptor.size()));
      }
      return Files.newInputStream(path);
    } catch (ImageUnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private byte[] read(Path path, int limit) throws ImageUnavailableException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(limit);
      if (bytes.length == limit && in.read() >= 0) {
        throw new ImageUnavailableException(
            UndecidedReason.LimitExceeded,
            "%s: %s is larger than the limit of %d bytes for a document"
                .formatted(name, path, limit));
      }
      return bytes;
    } catch (ImageUnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** Anything but a regular file could block or never end. */
  private Path existing(Digest digest) throws ImageUnavailableException {
    Path path = path(digest);
    if (!Files.isRegularFile(path)) {
      throw new ImageUnavailableException(
          UndecidedReason.ImageNotFound, name + ": the layout lacks the blob " + digest);
    }
    return path;
  }

  private Path path(Digest digest) {
    return root.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
  }

  private ImageUnavailableException unreadable(Path path, IOException cause) {
    return new ImageUnavailableException(
        UndecidedReason.ImageNotFound, name + ": cannot read " + path + ": " + cause, cause);
  }
}
