package dev.bedplate.inspect;

import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.source.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** The inspection if all it takes is known; no registry is asked and nobody is waited for. */
  default Optional<Inspected> known(ImageReference reference, Platform platform, Access access) {
    return Optional.empty();
  }

  /** The inspections for several platforms, if all they take is known. */
  default Optional<List<Inspection>> known(
      ImageReference reference, List<Platform> platforms, Supplier<Access> access) {
    var known = new ArrayList<Inspection>(platforms.size());
    for (Platform platform : platforms) {
      Optional<Inspected> one = known(reference, platform, access.get());
      if (one.isEmpty()) {
        return Optional.empty();
      }
      known.add(one.get());
    }
    return Optional.of(known);
  }

  private static Inspection named(Inspection inspection) {
    return switch (inspection) {
      case Inspected inspected -> inspected;
      case Inspection.Failed(var reference, var platform, var reason, var message) ->
          new Inspection.Failed(reference, platform, reason, platform + ": " + message);
    };
  }

  /** The platforms the image exists for; a single image has one. Failures give an empty list. */
  List<Platform> platforms(ImageReference reference, Access access);
}
