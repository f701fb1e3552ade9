package dev.bedplate.cli;

import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.image.PlatformNode;
import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.source.Access;
import java.util.List;
import java.util.function.Consumer;

/**
 * Of the images of an index that some node of a platform could run, the one that containerd usually
 * runs: who asks what an image is wants to know that one. Verdicts are about all of them.
 */
final class UsualImage implements ImageInspector {
  private final ImageInspector inspector;
  private final Consumer<String> notes;

  /**
   * The usual images of what {@code inspector} finds.
   *
   * @param notes told where there are others
   */
  UsualImage(ImageInspector inspector, Consumer<String> notes) {
    this.inspector = inspector;
    this.notes = notes;
  }

  @Override
  public List<Inspection> inspect(ImageReference reference, Platform platform, Access access) {
    return usual(inspector.inspect(reference, platform, access), platform);
  }

  private List<Inspection> usual(List<Inspection> all, Platform platform) {
    return all.stream()
        .filter(it -> it instanceof Inspected image && suits(image, platform))
        .findFirst()
        .map(
            it -> {
              if (all.size() > 1) {
                notes.accept(
                    "%s: the index has %d more that may run on %s; check judges each"
                        .formatted(it.reference().original(), all.size() - 1, platform));
              }
              return List.of(it);
            })
        .orElse(all);
  }

  private static boolean suits(Inspected image, Platform platform) {
    return PlatformNode.accepts(platform, image.platform());
  }

  @Override
  public List<Platform> platforms(ImageReference reference, Access access) {
    return inspector.platforms(reference, access);
  }
}
