package dev.bedplate.inspect;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.base.BaseCandidate;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.source.Access;
import dev.bedplate.source.ImageManifest;
import dev.bedplate.source.ImageSource;
import dev.bedplate.source.ImageUnavailableException;
import java.util.List;
import java.util.Optional;

/** The layers of an image that others may be built on, from its documents alone. */
record CandidateLayers(Sources sources, ManifestLocator locator, Limits limits)
    implements CandidateReading.Layers {

  /** An inspected image as a base of others. */
  static BaseCandidate candidate(ImageReference reference, Digest named, List<Digest> diffIds) {
    return new BaseCandidate(reference.withoutDigest(), named, diffIds);
  }

  @Override
  public BaseCandidate of(ImageReference reference, Platform platform, Access access)
      throws ImageUnavailableException {
    ImageSource source = sources.of(reference);
    ManifestLocator.Located located = locator.locate(source, reference, platform, access);
    if (located.choice().manifests().isEmpty()) {
      throw located.problems().getFirst();
    }
    Digest usual = located.choice().manifests().getFirst();
    Optional<KnownImage> known = locator.cache().image(usual);
    if (known.isPresent()) {
      return candidate(reference, located.named(), known.get().facts().size().diffIds());
    }
    ImageManifest manifest = located.manifest(usual, source, reference, access);
    var documents = ImageDocuments.read(source, reference, manifest, limits, access);
    return candidate(reference, located.named(), documents.config().diffIds());
  }
}
