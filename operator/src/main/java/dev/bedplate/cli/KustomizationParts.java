package dev.bedplate.cli;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which kustomizations are parts of others, and what belongs to each. */
final class KustomizationParts {
  private final Map<Path, Kustomization> byDirectory = new HashMap<>();
  private final Set<Path> named = new HashSet<>();

  KustomizationParts(Collection<Kustomization> all) {
    for (Kustomization each : all) {
      byDirectory.put(each.directory(), each);
      named.addAll(each.named());
    }
  }

  /** Whether nothing else has it as a part, so that it is what people deploy. */
  boolean isRoot(Kustomization kustomization, Path file) {
    return !kustomization.component()
        && !named.contains(kustomization.directory())
        && !named.contains(file);
  }

  /** Every path that it or one of its parts names. */
  Set<Path> of(Kustomization kustomization) {
    var paths = new HashSet<Path>();
    collect(kustomization, paths, new HashSet<>());
    return paths;
  }

  private void collect(Kustomization each, Set<Path> paths, Set<Kustomization> seen) {
    if (!seen.add(each)) {
      return;
    }
    paths.addAll(each.named());
    for (Path path : each.named()) {
      Kustomization part = byDirectory.get(path);
      if (part != null) {
        collect(part, paths, seen);
      }
    }
  }
}
