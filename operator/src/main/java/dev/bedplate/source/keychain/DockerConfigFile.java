package dev.bedplate.source.keychain;

import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.json.Json;
import dev.bedplate.json.JsonReader;
import dev.bedplate.source.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One file of the format of {@code ~/.docker/config.json}. */
final class DockerConfigFile {
  private static final long MAX_BYTES = 1024 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path file;
  private final Map<String, String> environment;
  private final Consumer<String> warnings;

  DockerConfigFile(Path file, Map<String, String> environment, Consumer<String> warnings) {
    this.file = file;
    this.environment = environment;
    this.warnings = warnings;
  }

  Optional<Credential> find(RegistryReference reference) {
    Map<?, ?> config = read();
    return helper(config, reference.registry())
        .flatMap(helper -> ask(helper, reference))
        .or(
            () ->
                new Auths(file.toString(), Json.fields(config.get("auths")), warnings)
                    .find(reference));
  }

  private Map<?, ?> read() {
    try {
      if (Files.size(file) > MAX_BYTES) {
        warnings.accept(file + ": larger than " + MAX_BYTES + " bytes, not read");
        return Map.of();
      }
      return Json.fields(JsonReader.readLenient(Files.readAllBytes(file)));
    } catch (IOException e) {
      // Without the message, which may quote a secret.
      warnings.accept(file + ": cannot be read as JSON");
      return Map.of();
    }
  }

  private static Optional<String> helper(Map<?, ?> config, String registry) {
    return Json.fields(config.get("credHelpers")).entrySet().stream()
        .filter(it -> ServerNames.normalized(Json.text(it.getKey())).equals(registry))
        .findFirst()
        .map(it -> Json.text(it.getValue()))
        .or(() -> Optional.of(Json.text(config.get("credsStore"))))
        .filter(name -> !name.isEmpty());
  }

  private Optional<Credential> ask(String helper, RegistryReference reference) {
    return new CredentialHelper(helper, environment, PATIENCE, warnings)
        .ask(ServerNames.stored(reference.registry()));
  }
}
