package dev.bedplate.inspect;

import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Platform;
import dev.bedplate.source.Access;
import java.util.List;
import java.util.function.Supplier;

/** Says what an image is built on. */
public interface ImageInspector {
  /** Inspects one image for one platform; failures are values, never exceptions. */
  Inspection inspect(ImageReference reference, Platform platform, Access access);

  /** Inspects one image for several platforms; a failure then names its platform. */
  default List<Inspection> inspect(
      ImageReference reference, List<Platform> platforms, Supplier<Access> access) {
    return platforms.stream()
        .map(platform -> inspect(reference, platform, access.get()))
        .map(inspection -> platforms.size() == 1 ? inspection : named(inspection))
        .toList();
  }

  private static Inspection named(Inspection inspection) {
    return switch (inspection) {
      case Inspection.Inspected inspected -> inspected;
      case Inspection.Failed(var reference, var platform, var reason, var message) ->
          new Inspection.Failed(reference, platform, reason, platform + ": " + message);
    };
  }

  /** The platforms the image exists for; a single image has one. Failures give an empty list. */
  List<Platform> platforms(ImageReference reference, Access access);
}
