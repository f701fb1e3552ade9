package dev.bedplate.cli;

import dev.bedplate.inspect.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line decides about the engine.
 *
 * @param configuration the file of {@code --config}
 * @param cache whether facts may be kept on disk and taken from there
 * @param bases candidate base images to prove by layers
 * @param timeout for one image
 */
public record EngineOptions(
    @Nullable Path configuration,
    boolean cache,
    List<String> bases,
    Duration timeout,
    Progress progress) {
  public EngineOptions {
    bases = List.copyOf(bases);
  }
}
