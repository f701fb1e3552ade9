package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.UndecidedReason;

/** A document of something else than an image, such as a chart or a signature. */
public record Artifact(Digest digest, String type) implements Document {
  @Override
  public ImageIndex index() throws ImageUnavailableException {
    throw noImage();
  }

  @Override
  public ImageManifest manifest() throws ImageUnavailableException {
    throw noImage();
  }

  private ImageUnavailableException noImage() {
    return new ImageUnavailableException(
        UndecidedReason.UnsupportedImage,
        "document " + digest + ": is an artifact of type " + type + ", not a container image");
  }
}
