package dev.bedplate.source.keychain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.bedplate.image.ImageReference.RegistryReference;
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
    JsonNode config = read();
    return helper(config, reference.registry())
        .flatMap(helper -> ask(helper, reference))
        .or(() -> new Auths(file.toString(), config.path("auths"), warnings).find(reference));
  }

  private JsonNode read() {
    try {
      if (Files.size(file) > MAX_BYTES) {
        warnings.accept(file + ": larger than " + MAX_BYTES + " bytes, not read");
        return MissingNode.getInstance();
      }
      return new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      // Without Jackson's message, which may quote a secret.
      warnings.accept(file + ": cannot be read as JSON");
      return MissingNode.getInstance();
    }
  }

  private static Optional<String> helper(JsonNode config, String registry) {
    for (var named : config.path("credHelpers").properties()) {
      if (ServerNames.normalized(named.getKey()).equals(registry)) {
        return Optional.of(named.getValue().asText()).filter(name -> !name.isEmpty());
      }
    }
    return Optional.of(config.path("credsStore").asText("")).filter(name -> !name.isEmpty());
  }

  private Optional<Credential> ask(String helper, RegistryReference reference) {
    return new CredentialHelper(helper, environment, PATIENCE, warnings)
        .ask(ServerNames.stored(reference.registry()));
  }
}
