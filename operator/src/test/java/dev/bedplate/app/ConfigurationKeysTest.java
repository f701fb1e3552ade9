package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.source.registry.RegistryConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationKeysTest {
  @TempDir Path directory;

  @Test
  void theDefaultsOfTheTableAreThoseInForce() throws Exception {
    Map<String, Object> root = new LinkedHashMap<>();
    for (ConfigurationKey key : ConfigurationKeys.ALL) {
      if (key.fallback() != null && !key.path().startsWith("registries")) {
        put(root, key.path().split("\\."), key.fallback());
      }
    }
    assertThat(read(root.toString().replace('=', ':').replace(":", ": ")))
        .isEqualTo(Configuration.DEFAULTS);
  }

  @Test
  void theDefaultsOfARegistryAreThoseOfOneThatIsNotConfigured() throws Exception {
    var registry = new StringBuilder("registries:\n- host: registry.example\n");
    for (ConfigurationKey key : ConfigurationKeys.ALL) {
      if (key.fallback() != null && key.path().startsWith("registries[].")) {
        registry.append("  " + key.path().substring(13) + ": " + key.fallback() + "\n");
      }
    }
    assertThat(read(registry.toString()).registries().hosts())
        .containsOnly(Map.entry("registry.example", RegistryConfiguration.Host.DEFAULTS));
  }

  @Test
  void theReferenceIsUpToDate() throws IOException {
    Path page = Path.of("..", "docs", "configuration.md");
    if (Boolean.getBoolean("bedplate.update")) {
      Files.writeString(page, ConfigurationKeys.reference());
    }
    assertThat(Files.readString(page))
        .as("regenerate with ./mvnw test -Dtest=ConfigurationKeysTest -Dbedplate.update=true")
        .isEqualTo(ConfigurationKeys.reference());
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> root, String[] path, String value) {
    Map<String, Object> at = root;
    for (int i = 0; i < path.length - 1; i++) {
      at = (Map<String, Object>) at.computeIfAbsent(path[i], _ -> new LinkedHashMap<>());
    }
    at.put(path[path.length - 1], value);
  }

  private Configuration read(String text) throws Exception {
    return ConfigurationReader.read(Files.writeString(directory.resolve("c.yaml"), text));
  }
}
