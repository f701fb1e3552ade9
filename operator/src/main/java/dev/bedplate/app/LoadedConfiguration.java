package dev.bedplate.app;

import dev.bedplate.cli.InvalidInput;
import dev.bedplate.image.LifecycleTable;
import dev.bedplate.inspect.distribution.LifecycleResource;
import dev.bedplate.source.registry.RegistrySource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A configuration that was found to be usable, with the support dates it names. */
record LoadedConfiguration(Configuration configuration, Supplier<LifecycleTable> lifecycles) {
  /**
   * Reads {@code file}, or takes the defaults without one.
   *
   * @throws InvalidInput when it, or a file it names, cannot be used
   */
  static LoadedConfiguration load(@Nullable Path file, Map<String, String> variables)
      throws InvalidInput {
    Configuration configuration =
        file == null ? Configuration.DEFAULTS : ConfigurationReader.read(file);
    Optional<String> problem = RegistrySource.problem(configuration.registries(), variables);
    if (problem.isPresent()) {
      throw new InvalidInput(problem.get());
    }
    return new LoadedConfiguration(configuration, lifecycles(configuration));
  }

  /** The built-in dates are read when first needed, a file at once so that its errors show. */
  private static Supplier<LifecycleTable> lifecycles(Configuration configuration)
      throws InvalidInput {
    Path file = configuration.lifecycleFile();
    if (file == null) {
      return LifecycleResource::load;
    }
    try {
      LifecycleTable table = LifecycleResource.load(file);
      return () -> table;
    } catch (NoSuchFileException e) {
      throw new InvalidInput("lifecycle.file: " + file + ": there is no such file");
    } catch (IOException e) {
      throw new InvalidInput(
          "lifecycle.file: " + file + ": the support dates cannot be read: " + e.getMessage());
    }
  }
}
