package dev.bedplate.source;

import java.util.List;
import java.util.Map;

/** An OCI image index or Docker manifest list: the same image for several platforms. */
public record ImageIndex(List<Descriptor> manifests, Map<String, String> annotations) {
  public ImageIndex {
    manifests = List.copyOf(manifests);
    annotations = Map.copyOf(annotations);
  }
}
