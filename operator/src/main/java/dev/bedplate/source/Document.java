package dev.bedplate.source;

import dev.bedplate.image.Digest;

/** What a registry, layout or archive has under a digest, read once. */
public sealed interface Document permits ImageIndex, ImageManifest, Artifact {
  /** The digest that the bytes were verified to have. */
  Digest digest();

  /**
   * The index that this is; {@code InvalidImage} for a manifest, {@code UnsupportedImage} for what
   * is no image.
   */
  ImageIndex index() throws ImageUnavailableException;

  /** The manifest of one image that this is; failures as of {@link #index}. */
  ImageManifest manifest() throws ImageUnavailableException;
}
