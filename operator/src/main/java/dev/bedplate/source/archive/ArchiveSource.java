package dev.bedplate.source.archive;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.ArchiveReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Access;
import dev.bedplate.source.BoundedStream;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.Document;
import dev.bedplate.source.Documents;
import dev.bedplate.source.ImageSource;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.Verification;
import dev.bedplate.source.archive.TarTable.Place;
import dev.bedplate.source.layout.LayoutIndex;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Images in the tar or tar.gz files of {@code docker save} ({@code docker-archive:FILE[:REF]}),
 * read in place. An archive that is an OCI layout keeps the digests of its manifests; for an older
 * one a manifest is made up, see {@link SavedImages}. The table of a file's entries is kept for the
 * life of the source, so a file must not change meanwhile.
 */
public final class ArchiveSource implements ImageSource {
  private static final int KEPT = 8;
  private final Map<ArchiveFile, Archive> archives = new ConcurrentHashMap<>();
  private final Map<ArchiveReference, SavedImages.Chosen> saved = new ConcurrentHashMap<>();
  private final int maxDocumentBytes;

  /** A source that reads documents of at most {@code maxDocumentBytes} bytes. */
  public ArchiveSource(int maxDocumentBytes) {
    this.maxDocumentBytes = maxDocumentBytes;
  }

  @Override
  public Digest resolve(ImageReference reference, Access access) throws ImageUnavailableException {
    ArchiveReference wanted = archive(reference);
    Archive archive = open(wanted, access);
    return isLayout(archive)
        ? index(archive, access)
            .select(wanted.name(), digest -> looked(wanted, archive, digest, access))
        : saved(wanted, archive, access).manifest().digest();
  }

  @Override
  public Document document(ImageReference reference, Digest digest, Access access)
      throws ImageUnavailableException {
    ArchiveReference wanted = archive(reference);
    Archive archive = open(wanted, access);
    Document top =
        isLayout(archive)
            ? index(archive, access).document()
            : saved(wanted, archive, access).manifest();
    if (top.digest().equals(digest)) {
      return top;
    }
    return read(wanted, archive, place(wanted, archive, digest, access), digest, access);
  }

  private Optional<Document> looked(
      ArchiveReference wanted, Archive archive, Digest digest, Access access)
      throws ImageUnavailableException {
    Optional<Place> place = archive.blob(digest);
    return place.isEmpty()
        ? Optional.empty()
        : Optional.of(read(wanted, archive, place.get(), digest, access));
  }

  private Document read(
      ArchiveReference wanted, Archive archive, Place place, Digest digest, Access access)
      throws ImageUnavailableException {
    String what = wanted.original() + ": " + digest;
    byte[] bytes = archive.read(place, maxDocumentBytes, digest.toString(), access.deadline());
    access.traffic().received(bytes.length);
    Verification.verified(bytes, digest, what);
    return Documents.read(bytes, digest, "");
  }

  @Override
  public byte[] blob(ImageReference reference, Descriptor descriptor, Access access)
      throws ImageUnavailableException {
    String what = reference.original() + ": " + descriptor.digest();
    byte[] bytes = descriptor.data();
    if (bytes == null) {
      ArchiveReference wanted = archive(reference);
      Archive archive = open(wanted, access);
      Place place = place(wanted, archive, descriptor.digest(), access);
      bytes =
          archive.read(place, maxDocumentBytes, descriptor.digest().toString(), access.deadline());
      access.traffic().received(bytes.length);
    }
    return Verification.verified(bytes, descriptor, what);
  }

  @Override
  public InputStream stream(ImageReference reference, Descriptor descriptor, Access access)
      throws ImageUnavailableException {
    byte[] data = descriptor.data();
    if (data != null) {
      return new ByteArrayInputStream(data);
    }
    ArchiveReference wanted = archive(reference);
    Archive archive = open(wanted, access);
    Place place = place(wanted, archive, descriptor.digest(), access);
    if (place.size() != descriptor.size()) {
      throw new ImageUnavailableException(
          UndecidedReason.InvalidImage,
          "%s: blob %s has %d bytes instead of %d"
              .formatted(
                  reference.original(), descriptor.digest(), place.size(), descriptor.size()));
    }
    return new BoundedStream(
        archive.open(place, access.deadline()), place.size(), access.traffic());
  }

  private Archive open(ArchiveReference reference, Access access) throws ImageUnavailableException {
    access.deadline().check(reference.original());
    ArchiveFile file = ArchiveFile.of("docker-archive:" + reference.file(), reference.file());
    Archive known = archives.get(file);
    if (known != null) {
      return known;
    }
    Archive opened = Archive.open(file, access.deadline());
    if (archives.size() >= KEPT) {
      archives.clear();
      saved.clear();
    }
    archives.put(file, opened);
    return opened;
  }

  private static boolean isLayout(Archive archive) {
    return archive.table().find("index.json").isPresent()
        && archive.table().find("oci-layout").isPresent();
  }

  private LayoutIndex index(Archive archive, Access access) throws ImageUnavailableException {
    byte[] bytes =
        archive.read(
            archive.existing("index.json"), maxDocumentBytes, "index.json", access.deadline());
    access.traffic().received(bytes.length);
    return LayoutIndex.read(bytes, archive.file().name());
  }

  private SavedImages.Chosen saved(ArchiveReference reference, Archive archive, Access access)
      throws ImageUnavailableException {
    SavedImages.Chosen known = saved.get(reference);
    if (known == null) {
      known = new SavedImages(archive, maxDocumentBytes, access).choose(reference.name());
      saved.put(reference, known);
    }
    return known;
  }

  private Place place(ArchiveReference reference, Archive archive, Digest digest, Access access)
      throws ImageUnavailableException {
    Place made = isLayout(archive) ? null : saved(reference, archive, access).blobs().get(digest);
    Place place = made == null ? archive.blob(digest).orElse(null) : made;
    if (place == null) {
      throw new ImageUnavailableException(
          UndecidedReason.ImageNotFound,
          reference.original() + ": the archive lacks the blob " + digest);
    }
    return place;
  }

  private static ArchiveReference archive(ImageReference reference) {
    if (reference instanceof ArchiveReference archive) {
      return archive;
    }
    throw new IllegalArgumentException("not an archive reference: " + reference.original());
  }
}
