package dev.bedplate.inspect;

import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.base.BaseCandidate;
import dev.bedplate.source.Access;
import dev.bedplate.source.ImageUnavailableException;

/** When the layers of an image are read that others may be built on. */
@FunctionalInterface
public interface CandidateReading {
  /** Reads a candidate whenever it is asked for, while the asker waits. */
  CandidateReading AT_ONCE =
      (candidate, platform, access, layers) -> layers.of(candidate, platform, access);

  /** The layers of {@code candidate}, or why they are not known at this moment. */
  BaseCandidate read(ImageReference candidate, Platform platform, Access access, Layers layers)
      throws ImageUnavailableException;

  /** Where the layers of a candidate come from. */
  @FunctionalInterface
  interface Layers {
    /** Reads them now. */
    BaseCandidate of(ImageReference reference, Platform platform, Access access)
        throws ImageUnavailableException;
  }
}
