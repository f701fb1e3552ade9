package dev.bedplate.inspect;

import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Platform;
import dev.bedplate.source.Access;
import java.util.List;

/** Says what an image is built on. */
public interface ImageInspector {
  /** Inspects one image for one platform; failures are values, never exceptions. */
  Inspection inspect(ImageReference reference, Platform platform, Access access);

  /** The platforms the image exists for; a single image has one. Failures give an empty list. */
  List<Platform> platforms(ImageReference reference, Access access);
}
