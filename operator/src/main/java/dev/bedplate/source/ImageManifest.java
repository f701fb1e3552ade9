package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.UndecidedReason;
import java.util.List;
import java.util.Map;

/**
 * An OCI or Docker image manifest: the configuration and layers of one platform, lowest first.
 *
 * @param attached whether it says of itself that it is about another document or no image
 */
public record ImageManifest(
    Digest digest,
    Descriptor config,
    List<Descriptor> layers,
    Map<String, String> annotations,
    boolean attached)
    implements Document {
  public ImageManifest {
    layers = List.copyOf(layers);
    annotations = Map.copyOf(annotations);
  }

  @Override
  public ImageIndex index() throws ImageUnavailableException {
    throw new ImageUnavailableException(
        UndecidedReason.InvalidImage,
        "document " + digest + ": is the manifest of one image where an index is needed");
  }

  @Override
  public ImageManifest manifest() {
    return this;
  }
}
