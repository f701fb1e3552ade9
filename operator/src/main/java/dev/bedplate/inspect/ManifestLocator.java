package dev.bedplate.inspect;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Platform;
import dev.bedplate.source.Access;
import dev.bedplate.source.Document;
import dev.bedplate.source.ImageIndex;
import dev.bedplate.source.ImageManifest;
import dev.bedplate.source.ImageSource;
import dev.bedplate.source.ImageUnavailableException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the manifests of a reference for a platform, with as few requests as the cache allows. */
record ManifestLocator(FactsCache cache, int indexEntries) {
  /**
   * The manifest that a reference names, or those that could run of the index it names.
   *
   * @param named digest of what the reference itself names
   * @param single the manifest, unless it is known or one of an index
   * @param problems why there may be more manifests than these
   */
  record Located(
      Digest named,
      @Nullable ImageManifest single,
      Choice choice,
      List<ImageUnavailableException> problems) {
    Located {
      problems = List.copyOf(problems);
    }

    /** The index that was named, if it was one. */
    @Nullable Digest index() {
      return choice.manifests().equals(List.of(named)) ? null : named;
    }

    /** A manifest, asked for when it was not needed before. */
    ImageManifest manifest(
        Digest manifest, ImageSource source, ImageReference reference, Access access)
        throws ImageUnavailableException {
      return single == null ? source.document(reference, manifest, access).manifest() : single;
    }
  }

  /** The manifests, at least one or a problem. */
  Located locate(ImageSource source, ImageReference reference, Platform platform, Access access)
      throws ImageUnavailableException {
    Digest top = source.resolve(reference, access);
    Optional<Located> known = known(top, platform);
    if (known.isPresent()) {
      return known.get();
    }
    Document document = source.document(reference, top, access);
    if (!(document instanceof ImageIndex index)) {
      return single(top, document.manifest());
    }
    IndexWalk.Found found =
        IndexWalk.through(index, source, reference, platform, access, indexEntries);
    if (found.problems().isEmpty()) {
      cache.putChoice(top, platform, found.choice());
    }
    return new Located(top, null, found.choice(), found.problems());
  }

  /** The manifests of the image or index {@code top}, if no document has to be read for it. */
  Optional<Located> known(Digest top, Platform platform) {
    return cache
        .image(top)
        .map(_ -> single(top, null))
        .or(() -> cache.choice(top, platform).map(it -> new Located(top, null, it, List.of())));
  }

  private static Located single(Digest manifest, @Nullable ImageManifest document) {
    return new Located(manifest, document, new Choice(List.of(manifest), true), List.of());
  }
}
