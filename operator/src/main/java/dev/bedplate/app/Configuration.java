package dev.bedplate.app;

import dev.bedplate.image.Platform;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.source.registry.RegistryConfiguration;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file, as far as the command line uses it.
 *
 * @param platforms empty when the file names none
 * @param lifecycleFile replaces the built-in support dates
 */
record Configuration(
    RegistryConfiguration registries,
    Limits limits,
    List<Platform> platforms,
    @Nullable Path lifecycleFile) {
  /** What is in force without a file. */
  static final Configuration DEFAULTS =
      new Configuration(RegistryConfiguration.NONE, Limits.DEFAULTS, List.of(), null);

  Configuration {
    platforms = List.copyOf(platforms);
  }
}
