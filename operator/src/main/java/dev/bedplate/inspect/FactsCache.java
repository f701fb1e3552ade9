package dev.bedplate.inspect;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.base.BaseCandidate;
import dev.bedplate.inspect.layer.LayerFacts;
import java.util.List;
import java.util.Optional;

/**
 * Facts by the digest of the bytes they were read from. Never an authority: an entry that is
 * missing or unreadable is read again, and writing may silently not happen.
 */
public interface FactsCache {
  /** The image whose manifest has this digest. */
  Optional<KnownImage> image(Digest manifest);

  /** Remembers an image. */
  void putImage(Digest manifest, KnownImage image);

  /** The manifests of an index that could run on a platform. */
  Optional<Choice> choice(Digest index, Platform platform);

  /** Remembers which manifests of an index could run on a platform. */
  void putChoice(Digest index, Platform platform, Choice choice);

  /** The layer stored under this digest. */
  Optional<LayerFacts> layer(Digest layer);

  /** Remembers a layer. */
  void putLayer(Digest layer, LayerFacts facts);

  /**
   * An image whose layers are the lowest of others, but not all of them; of several one with the
   * most layers.
   *
   * @param diffIds of all layers of the image on top, lowest first
   */
  Optional<BaseCandidate> below(List<Digest> diffIds);

  /** Remembers an image by its layers; it must have some. */
  void putBelow(BaseCandidate image);
}
