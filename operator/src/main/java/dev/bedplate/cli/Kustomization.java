package dev.bedplate.cli;

import dev.bedplate.workload.manifest.YamlDocument;
import dev.bedplate.workload.manifest.YamlReader;
import dev.bedplate.workload.manifest.YamlStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that names what {@code kubectl kustomize} puts together.
 *
 * @param named every path in it, whatever field it stands in
 * @param component whether it is only a part of others
 * @param helm whether it has charts rendered
 */
record Kustomization(Path directory, Set<Path> named, boolean component, boolean helm) {
  private static final List<String> NAMES =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");
  private static final List<String> CHARTS = List.of("helmCharts", "helmChartInflationGenerator");
  private static final int MAX_PATH = 4096;

  Kustomization {
    named = Set.copyOf(named);
  }

  static boolean is(Path file) {
    return NAMES.contains(file.getFileName().toString());
  }

  /** Empty when it cannot be read; reading it as a manifest says why. */
  static Optional<Kustomization> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return switch (YamlReader.readLeniently(file.toString(), in)) {
        case YamlStream.Broken broken -> Optional.empty();
        case YamlStream.Documents(List<YamlDocument> documents) ->
            Optional.of(of(documents, ManifestFolder.place(file).resolveSibling("").normalize()));
      };
    }
  }

  private static Kustomization of(List<YamlDocument> documents, Path directory) {
    var named = new HashSet<Path>();
    boolean component = false;
    boolean helm = false;
    for (YamlDocument document : documents) {
      paths(document.content(), directory, named);
      if (document.content() instanceof Map<?, ?> map) {
        component |= "Component".equals(map.get("kind"));
        helm |= CHARTS.stream().anyMatch(map::containsKey);
      }
    }
    return new Kustomization(directory, named, component, helm);
  }

  private static void paths(@Nullable Object value, Path directory, Set<Path> named) {
    switch (value) {
      case Map<?, ?> map -> map.values().forEach(it -> paths(it, directory, named));
      case List<?> list -> list.forEach(it -> paths(it, directory, named));
      case String text when text.length() <= MAX_PATH -> path(text, directory, named);
      case null, default -> {}
    }
  }

  /** Files of generators may be written {@code KEY=FILE}. */
  private static void path(String text, Path directory, Set<Path> named) {
    try {
      named.add(directory.resolve(text.substring(text.indexOf('=') + 1)).normalize());
    } catch (InvalidPathException e) {
      // Then it is no path.
    }
  }
}
