package dev.bedplate.inspect;

import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.source.Access;
import java.util.List;
import java.util.Optional;

/** Says what an image is built on. */
public interface ImageInspector {
  /** Inspects one image for one platform; failures are values, never exceptions. */
  Inspection inspect(ImageReference reference, Platform platform, Access access);

  /** The inspection if all it takes is known; no registry is asked and nobody is waited for. */
  default Optional<Inspected> known(ImageReference reference, Platform platform, Access access) {
    return Optional.empty();
  }

  /** The platforms the image exists for; a single image has one. Failures give an empty list. */
  List<Platform> platforms(ImageReference reference, Access access);
}
