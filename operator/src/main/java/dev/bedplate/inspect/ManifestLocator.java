package dev.bedplate.inspect;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Platform;
import dev.bedplate.source.Access;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.Documents;
import dev.bedplate.source.ImageSource;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.RawDocument;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the manifest of a reference for a platform, with as few requests as the cache allows. */
record ManifestLocator(FactsCache cache, int indexEntries) {
  /**
   * A manifest.
   *
   * @param index the one it came from
   * @param document its bytes, unless only the digest was needed
   * @param image what is known of it
   */
  record Located(
      Digest manifest,
      @Nullable Digest index,
      @Nullable RawDocument document,
      @Nullable KnownImage image) {
    /** What the reference itself names: the index, or the manifest without one. */
    Digest named() {
      return index == null ? manifest : index;
    }

    /** The manifest's bytes, asked for when they were not needed before. */
    RawDocument document(ImageSource source, ImageReference reference, Access access)
        throws ImageUnavailableException {
      return document == null ? source.document(reference, manifest, access) : document;
    }
  }

  Located locate(ImageSource source, ImageReference reference, Platform platform, Access access)
      throws ImageUnavailableException {
    Digest top = source.resolve(reference, access);
    Optional<Located> known = known(top, platform);
    if (known.isPresent()) {
      return known.get();
    }
    RawDocument document = source.document(reference, top, access);
    if (!Documents.isIndex(document)) {
      return new Located(top, null, document, null);
    }
    Descriptor child =
        PlatformChoice.choose(reference, Documents.index(document, indexEntries), platform);
    cache.putManifest(top, platform, child.digest());
    return in(top, child.digest());
  }

  /** The manifest of the image or index {@code top}, if no document has to be read for it. */
  Optional<Located> known(Digest top, Platform platform) {
    return cache
        .image(top)
        .map(it -> new Located(top, null, null, it))
        .or(() -> cache.manifest(top, platform).map(it -> in(top, it)));
  }

  private Located in(Digest index, Digest manifest) {
    return new Located(manifest, index, null, cache.image(manifest).orElse(null));
  }
}
