package dev.bedplate.image;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The outcome of inspecting one image for one platform. */
public sealed interface Inspection {
  /** What was asked for. */
  ImageReference reference();

  /** The platform that was asked for, or the one that was found when the image has only one. */
  Platform platform();

  /**
   * The facts of one image.
   *
   * @param digest of the platform's manifest
   * @param indexDigest of the index the manifest came from, if any
   * @param staleSince when the tag was last seen to name this image, if its registry cannot be
   *     asked now; else null
   */
  record Inspected(
      ImageReference reference,
      Digest digest,
      @Nullable Digest indexDigest,
      Platform platform,
      ImageFacts facts,
      @Nullable Instant staleSince)
      implements Inspection {
    /** An image that its reference names at this moment. */
    public Inspected(
        ImageReference reference,
        Digest digest,
        @Nullable Digest indexDigest,
        Platform platform,
        ImageFacts facts) {
      this(reference, digest, indexDigest, platform, facts, null);
    }
  }

  /** An image that could not be inspected; the message names image, layer and limit. */
  record Failed(ImageReference reference, Platform platform, UndecidedReason reason, String message)
      implements Inspection {}
}
