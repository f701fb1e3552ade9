package dev.bedplate.inspect;

import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.ImageReference.LayoutReference;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.ImageSource;
import dev.bedplate.source.ImageUnavailableException;
import java.util.function.Supplier;

/** The source for each kind of reference, made when first asked for. */
public record Sources(
    Supplier<ImageSource> registry, Supplier<ImageSource> layout, Supplier<ImageSource> archive) {

  /** The source that can read {@code reference}. */
  ImageSource of(ImageReference reference) throws ImageUnavailableException {
    // No pattern switch: it would make classes at run time, in the way of the first request.
    if (reference instanceof InvalidReference invalid) {
      throw new ImageUnavailableException(UndecidedReason.InvalidImage, invalid.problem());
    }
    if (reference instanceof RegistryReference) {
      return registry.get();
    }
    return reference instanceof LayoutReference ? layout.get() : archive.get();
  }
}
