package dev.bedplate.inspect;

import dev.bedplate.image.Platform;
import dev.bedplate.image.PlatformNode;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which entries of an index are run by which nodes. An entry counts by its platform alone, as for
 * containerd: neither its annotations nor its artifact type keep it from being run.
 */
final class PlatformChoice {
  private PlatformChoice() {}

  /**
   * The entries that one of {@code nodes} may run, in the order of the nodes, each with the nodes
   * that may run it. Of entries that a node likes equally it may run any: containerd takes the
   * first, others look at more than the platform. Entries without a platform come last.
   */
  static Map<Descriptor, List<PlatformNode>> of(ImageIndex index, List<PlatformNode> nodes) {
    var chosen = new LinkedHashMap<Descriptor, List<PlatformNode>>();
    for (PlatformNode node : nodes) {
      for (Descriptor entry : best(index.manifests(), node)) {
        chosen.computeIfAbsent(entry, _ -> new ArrayList<>()).add(node);
      }
    }
    return chosen;
  }

  /** The platforms that the entries of an index name, in its order. */
  static List<Platform> platforms(ImageIndex index) {
    return index.manifests().stream()
        .map(Descriptor::platform)
        .filter(it -> it != null && !it.architecture().equals(Platform.UNKNOWN))
        .distinct()
        .toList();
  }

  private static List<Descriptor> best(List<Descriptor> entries, PlatformNode node) {
    int best = entries.stream().mapToInt(it -> rank(it, node)).min().orElse(Integer.MAX_VALUE);
    return best == Integer.MAX_VALUE
        ? List.of()
        : entries.stream().filter(it -> rank(it, node) == best).toList();
  }

  private static int rank(Descriptor entry, PlatformNode node) {
    Platform platform = entry.platform();
    if (platform == null) {
      return Integer.MAX_VALUE - 1;
    }
    return node.rank(platform, entry.literal(), !entry.osFeatures().isEmpty())
        .orElse(Integer.MAX_VALUE);
  }
}
