package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.source.registry.RegistryConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTableTest {
  @TempDir Path directory;

  @Test
  void theDefaultsAreThoseOfTheRooms() throws Exception {
    assertThat(Configuration.DEFAULTS.limits()).isEqualTo(Limits.DEFAULTS);
    assertThat(read("registries: [{host: registry.example}]").registries().hosts())
        .containsOnly(Map.entry("registry.example", RegistryConfiguration.Host.DEFAULTS));
  }

  @Test
  void theFallbacksFitTheirShapes() {
    for (Settings.Row row : ConfigurationTable.rows()) {
      if (row.fallback() != null) {
        assertThat(row.shape().misfit(row.path(), row.fallback())).as(row.path()).isEmpty();
      }
    }
  }

  @Test
  void theReferenceIsUpToDate() throws IOException {
    Path page = Path.of("..", "docs", "configuration.md");
    if (Boolean.getBoolean("bedplate.update")) {
      Files.writeString(page, ConfigurationTable.reference());
    }
    assertThat(Files.readString(page))
        .as("regenerate with ./mvnw test -Dtest=ConfigurationTableTest -Dbedplate.update=true")
        .isEqualTo(ConfigurationTable.reference());
  }

  private Configuration read(String text) throws Exception {
    return ConfigurationReader.read(Files.writeString(directory.resolve("c.yaml"), text));
  }
}
