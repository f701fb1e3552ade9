package dev.bedplate.inspect;

import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.ArchiveReference;
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
    return switch (reference) {
      case RegistryReference _ -> registry.get();
      case LayoutReference _ -> layout.get();
      case ArchiveReference _ -> archive.get();
      case InvalidReference invalid ->
          throw new ImageUnavailableException(UndecidedReason.InvalidImage, invalid.problem());
    };
  }
}
