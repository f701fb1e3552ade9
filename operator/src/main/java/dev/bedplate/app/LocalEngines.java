package dev.bedplate.app;

import dev.bedplate.cli.Engine;
import dev.bedplate.cli.EngineFactory;
import dev.bedplate.cli.EngineOptions;
import dev.bedplate.cli.InvalidInput;
import dev.bedplate.image.LifecycleTable;
import dev.bedplate.inspect.distribution.LifecycleResource;
import dev.bedplate.source.registry.RegistrySource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

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
    Path file = options.configuration();
    Configuration configuration =
        file == null ? Configuration.DEFAULTS : ConfigurationReader.read(file);
    Optional<String> problem = RegistrySource.problem(configuration.registries(), variables);
    if (problem.isPresent()) {
      throw new InvalidInput(problem.get());
    }
    return new LocalEngine(configuration, lifecycle(configuration), options, this);
  }

  /** The built-in dates are read when first needed, a file at once so that its errors show. */
  private static Supplier<LifecycleTable> lifecycle(Configuration configuration)
      throws InvalidInput {
    Path file = configuration.lifecycleFile();
    if (file == null) {
      return LifecycleResource::load;
    }
    try {
      LifecycleTable table = LifecycleResource.load(file);
      return () -> table;
    } catch (IOException e) {
      throw new InvalidInput(file + ": the support dates cannot be read: " + e.getMessage());
    }
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
