package dev.bedplate.cli;

import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The engine of one command run, with the options that inspect and check share.
 *
 * @param cluster the one of {@code --cluster}
 */
record EngineSession(
    Engine engine, List<Platform> wanted, boolean all, @Nullable ClusterReader cluster)
    implements AutoCloseable {
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,6})(ms|s|m|h)");

  static EngineSession open(Environment environment, Arguments arguments, Progress progress)
      throws InvalidInput, IOException {
    String platform = arguments.value("platform");
    boolean all = "all".equals(platform);
    @Nullable Platform chosen = platform == null || all ? null : platform(platform);
    String config = arguments.value("config");
    var options =
        new EngineOptions(
            config == null ? null : Path.of(config),
            !arguments.has("no-cache"),
            arguments.all("base"),
            duration(arguments.value("timeout", "10m")),
            progress);
    Engine engine = environment.engines().create(options);
    try {
      refuseInvalid(options.bases(), engine);
      ClusterReader cluster = arguments.has("cluster") ? engine.cluster() : null;
      List<Platform> wanted =
          chosen == null ? wanted(engine, all ? null : cluster) : List.of(chosen);
      return new EngineSession(engine, wanted, all, cluster);
    } catch (InvalidInput | IOException e) {
      engine.close();
      throw e;
    }
  }

  private static void refuseInvalid(List<String> bases, Engine engine) throws InvalidInput {
    for (String base : bases) {
      if (engine.reference(base) instanceof InvalidReference invalid) {
        throw new InvalidInput("--base: " + invalid.problem());
      }
    }
  }

  /** What the configuration names, else what the nodes run, else what this machine is. */
  private static List<Platform> wanted(Engine engine, @Nullable ClusterReader cluster)
      throws IOException {
    List<Platform> found = engine.platforms();
    if (found.isEmpty() && cluster != null) {
      found = cluster.platforms();
    }
    return found.isEmpty() ? List.of(Platform.ofThisMachine()) : found;
  }

  /** The platforms to look at, at least one: a failure then says why there are none. */
  List<Platform> platforms(ImageReference reference) {
    List<Platform> offered =
        all ? engine.inspector().platforms(reference, engine.access()) : List.of();
    return offered.isEmpty() ? wanted : offered;
  }

  List<ImageReference> references(List<String> words) throws InvalidInput {
    var references = new ArrayList<ImageReference>();
    for (String word : words) {
      ImageReference reference = engine.reference(word);
      if (reference instanceof InvalidReference invalid) {
        throw new InvalidInput(invalid.problem());
      }
      references.add(reference);
    }
    return references;
  }

  private static Platform platform(String text) throws InvalidInput {
    return Platform.parse(text)
        .orElseThrow(
            () ->
                new InvalidInput(
                    "--platform must be os/architecture[/variant] or all, not " + text));
  }

  private static Duration duration(String text) throws InvalidInput {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidInput("--timeout must be a duration such as 90s or 5m, not " + text);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  @Override
  public void close() {
    engine.close();
  }
}
