package dev.bedplate.source;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An OCI or Docker image manifest: the configuration and layers of one platform, lowest first. */
public record ImageManifest(
    String mediaType,
    Descriptor config,
    List<Descriptor> layers,
    Map<String, String> annotations,
    @Nullable String artifactType) {
  public ImageManifest {
    layers = List.copyOf(layers);
    annotations = Map.copyOf(annotations);
  }
}
