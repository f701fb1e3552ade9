package dev.bedplate.source.keychain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.source.Credential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
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
    List<String> names = ServerNames.of(reference);
    return helper(config, reference.registry())
        .flatMap(helper -> ask(helper, reference))
        .or(() -> entry(config.path("auths"), names));
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

  private Optional<Credential> entry(JsonNode auths, List<String> names) {
    for (String name : names) {
      for (var entry : auths.properties()) {
        if (ServerNames.normalized(entry.getKey()).equals(name)) {
          Optional<Credential> found = credential(entry.getKey(), entry.getValue());
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Credential> credential(String key, JsonNode entry) {
    String refreshToken = entry.path("identitytoken").asText("");
    if (!refreshToken.isEmpty()) {
      return Optional.of(new Credential("<token>", refreshToken));
    }
    if (entry.hasNonNull("username") && entry.hasNonNull("password")) {
      return Optional.of(
          new Credential(entry.path("username").asText(), entry.path("password").asText()));
    }
    String auth = entry.path("auth").asText("").strip();
    return auth.isEmpty() ? Optional.empty() : decode(key, auth);
  }

  private Optional<Credential> decode(String key, String auth) {
    try {
      String pair = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      if (colon > 0) {
        return Optional.of(new Credential(pair.substring(0, colon), pair.substring(colon + 1)));
      }
    } catch (IllegalArgumentException e) {
      // Reported below, without the text, which is a secret.
    }
    warnings.accept(file + ": auths[\"" + key + "\"].auth is not Base64 of user:password");
    return Optional.empty();
  }
}
