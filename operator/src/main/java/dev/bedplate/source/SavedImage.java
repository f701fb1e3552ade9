package dev.bedplate.source;

import java.util.List;

/**
 * One image of the {@code manifest.json} that {@code docker save} writes.
 *
 * @param config path of the configuration in the archive
 * @param layers paths of the layers in the archive, lowest first
 */
public record SavedImage(String config, List<String> repoTags, List<String> layers) {
  public SavedImage {
    repoTags = List.copyOf(repoTags);
    layers = List.copyOf(layers);
  }
}
