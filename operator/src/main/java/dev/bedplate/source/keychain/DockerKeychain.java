package dev.bedplate.source.keychain;

import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.source.Credential;
import dev.bedplate.source.Keychain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The credentials that {@code docker login} and {@code podman login} left: helpers for the host,
 * then the store, then the entry with the longest matching path. Nothing is read before the first
 * registry asks for a credential; a file or helper that fails is reported and passed over.
 */
public final class DockerKeychain implements Keychain {
  private static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final int MAX_REMEMBERED = 1000;

  private final Map<String, String> environment;
  private final Consumer<String> warnings;
  private final Clock clock;
  private final Map<String, Remembered> answers = new ConcurrentHashMap<>();

  private record Remembered(Optional<Credential> credential, Instant until) {}

  /**
   * The credentials of the user whose environment is given.
   *
   * @param environment for {@code DOCKER_CONFIG}, {@code REGISTRY_AUTH_FILE}, {@code
   *     XDG_RUNTIME_DIR}, {@code XDG_CONFIG_HOME} and {@code HOME}
   * @param warnings told of files and helpers that failed
   */
  public DockerKeychain(Map<String, String> environment, Consumer<String> warnings, Clock clock) {
    this.environment = Map.copyOf(environment);
    this.warnings = warnings;
    this.clock = clock;
  }

  @Override
  public Optional<Credential> credential(RegistryReference reference) {
    Remembered known = answers.get(reference.name());
    if (known != null && clock.instant().isBefore(known.until())) {
      return known.credential();
    }
    Optional<Credential> found = find(reference);
    if (answers.size() >= MAX_REMEMBERED) {
      answers.clear();
    }
    answers.put(reference.name(), new Remembered(found, clock.instant().plus(REMEMBERED)));
    return found;
  }

  private Optional<Credential> find(RegistryReference reference) {
    for (Path file : files()) {
      if (Files.isRegularFile(file)) {
        Optional<Credential> found =
            new DockerConfigFile(file, environment, warnings).find(reference);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    String docker = environment.get("DOCKER_CONFIG");
    if (docker == null) {
      add(files, "HOME", ".docker/config.json");
    } else {
      files.add(Path.of(docker, "config.json"));
    }
    add(files, "REGISTRY_AUTH_FILE", "");
    add(files, "XDG_RUNTIME_DIR", "containers/auth.json");
    add(files, "XDG_CONFIG_HOME", "containers/auth.json");
    add(files, "HOME", ".config/containers/auth.json");
    return files;
  }

  private void add(List<Path> files, String variable, String path) {
    String value = environment.get(variable);
    if (value != null && !value.isEmpty()) {
      files.add(Path.of(value).resolve(path));
    }
  }
}
