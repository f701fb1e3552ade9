package dev.bedplate.inspect;

import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Platform;
import dev.bedplate.source.Access;
import java.util.List;
import java.util.Optional;

/** Says what an image is built on. */
public interface ImageInspector {
  /**
   * Inspects one image for one platform: every manifest of it that could run there, so that the
   * worst may decide, and at least one. Failures are values, never exceptions.
   */
  List<Inspection> inspect(ImageReference reference, Platform platform, Access access);

  /** The inspections if all they take is known; no registry is asked and nobody is waited for. */
  default Optional<List<Inspection>> known(
      ImageReference reference, Platform platform, Access access) {
    return Optional.empty();
  }

  /** The platforms the image exists for; a single image has one. Failures give an empty list. */
  List<Platform> platforms(ImageReference reference, Access access);
}
