package dev.bedplate.app;

import dev.bedplate.cli.ClusterReader;
import dev.bedplate.cli.Engine;
import dev.bedplate.cli.EngineFactory;
import dev.bedplate.cli.EngineOptions;
import dev.bedplate.cli.InvalidInput;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes engines that read images from here: with this user's credentials and cache. */
final class LocalEngines implements EngineFactory {
  private final Map<String, String> variables;
  private final Clock clock;

  private final Consumer<String> warnings;
  private final Clusters clusters;

  LocalEngines(
      Map<String, String> variables, Consumer<String> warnings, Clusters clusters, Clock clock) {
    this.variables = variables;
    this.warnings = warnings;
    this.clusters = clusters;
    this.clock = clock;
  }

  /** Opens the cluster of the current kubeconfig. */
  @FunctionalInterface
  interface Clusters {
    /** The cluster of which the configuration excludes some; throws when there is none to ask. */
    ClusterReader open(Configuration configuration, LocalEngines surroundings) throws InvalidInput;
  }

  @Override
  public Engine create(EngineOptions options) throws InvalidInput {
    LoadedConfiguration loaded = LoadedConfiguration.load(options.configuration(), variables);
    return new LocalEngine(loaded.configuration(), loaded.lifecycles(), options, this);
  }

  Map<String, String> variables() {
    return variables;
  }

  Consumer<String> warnings() {
    return warnings;
  }

  Clock clock() {
    return clock;
  }

  Clusters clusters() {
    return clusters;
  }

  /** Where facts are kept: {@code bedplate} under the XDG cache home, if there is a home at all. */
  Optional<Path> cacheDirectory() {
    String xdg = variables.getOrDefault("XDG_CACHE_HOME", "");
    if (xdg.startsWith("/")) {
      return Optional.of(Path.of(xdg, "bedplate"));
    }
    String home = variables.getOrDefault("HOME", "");
    return home.startsWith("/")
        ? Optional.of(Path.of(home, ".cache", "bedplate"))
        : Optional.empty();
  }
}
