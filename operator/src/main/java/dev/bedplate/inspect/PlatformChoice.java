package dev.bedplate.inspect;

import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageIndex;
import dev.bedplate.source.ImageUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which manifest of an index belongs to a platform; attestations belong to none. */
final class PlatformChoice {
  private static final String REFERENCE_TYPE = "vnd.docker.reference.type";

  private PlatformChoice() {}

  static Descriptor choose(ImageReference reference, ImageIndex index, Platform wanted)
      throws ImageUnavailableException {
    List<Descriptor> images = images(index);
    for (Descriptor image : images) {
      if (image.platform() != null && wanted.accepts(image.platform())) {
        return image;
      }
    }
    if (images.size() == 1 && images.getFirst().platform() == null) {
      return images.getFirst();
    }
    throw new ImageUnavailableException(
        UndecidedReason.ImageNotFound,
        reference.original()
            + ": the index has no image for "
            + wanted
            + (images.isEmpty() ? "; it holds no image at all" : "; it has " + names(images)));
  }

  /** The platforms of the images in an index, in its order. */
  static List<Platform> platforms(ImageIndex index) {
    return images(index).stream()
        .map(Descriptor::platform)
        .filter(platform -> platform != null)
        .distinct()
        .toList();
  }

  private static List<Descriptor> images(ImageIndex index) {
    return index.manifests().stream().filter(PlatformChoice::isImage).toList();
  }

  private static boolean isImage(Descriptor entry) {
    Map<String, String> annotations = entry.annotations();
    return !"attestation-manifest".equals(annotations.get(REFERENCE_TYPE))
        && entry.artifactType() == null
        && (entry.platform() == null || !entry.platform().os().equals("unknown"));
  }

  private static String names(List<Descriptor> images) {
    return images.stream()
        .map(image -> String.valueOf(image.platform()))
        .limit(20)
        .collect(Collectors.joining(", "));
  }
}
