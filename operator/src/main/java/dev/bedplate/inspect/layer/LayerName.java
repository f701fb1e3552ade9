package dev.bedplate.inspect.layer;

import dev.bedplate.image.Digest;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.ImageUnavailableException;

/** Which layer of which image is being read, so that every failure names both. */
record LayerName(String image, Digest digest) {
  ImageUnavailableException invalid(String problem) {
    return failure(UndecidedReason.InvalidImage, problem);
  }

  ImageUnavailableException invalid(String problem, Throwable cause) {
    return new ImageUnavailableException(
        UndecidedReason.InvalidImage, this + ": " + problem, cause);
  }

  ImageUnavailableException exceeds(String problem) {
    return failure(UndecidedReason.LimitExceeded, problem);
  }

  ImageUnavailableException failure(UndecidedReason reason, String problem) {
    return new ImageUnavailableException(reason, this + ": " + problem);
  }

  @Override
  public String toString() {
    return image + ", layer " + digest;
  }
}
