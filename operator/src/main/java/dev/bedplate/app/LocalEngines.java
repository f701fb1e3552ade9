package dev.bedplate.app;

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

  LocalEngines(Map<String, String> variables, Consumer<String> warnings, Clock clock) {
    this.variables = variables;
    this.warnings = warnings;
    this.clock = clock;
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
