package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bedplate.app.Configuration.CertificateMode;
import dev.bedplate.chart.Chart;
import dev.bedplate.source.keychain.PullSecretUse;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart's {@code config} is the configuration file. */
class ChartConfigurationTest {
  private static final Path SCHEMA = Path.of("../helm/bedplate/values.schema.json");
  private static final Set<String> SET_BY_THE_CHART =
      Set.of(
          "inspection.pullSecrets",
          "webhook.timeoutSeconds",
          "webhook.certificate.mode",
          "webhook.certificate.file",
          "webhook.certificate.key",
          "webhook.certificate.authority",
          "webhook.certificate.hosts");
  @TempDir Path directory;

  @Test
  void the_schema_of_the_chart_knows_every_key_that_the_chart_does_not_set() throws IOException {
    Set<String> known = new TreeSet<>();
    collect("", new ObjectMapper().readTree(SCHEMA.toFile()).at("/properties/config"), known);

    assertThat(known)
        .isEqualTo(
            ConfigurationTable.rows().stream()
                .map(Settings.Row::path)
                .filter(path -> !SET_BY_THE_CHART.contains(path))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void without_values_the_roles_manage_their_certificate_and_do_all_else_by_default()
      throws Exception {
    Configuration made = configuration("");

    assertThat(made.webhook().certificate().mode()).isEqualTo(CertificateMode.MANAGED);
    assertThat(made.webhook().timeout()).isEqualTo(Configuration.DEFAULTS.webhook().timeout());
    assertThat(made.pullSecrets()).isEqualTo(PullSecretUse.WORKLOADS);
    assertThat(made.registries()).isEqualTo(Configuration.DEFAULTS.registries());
    assertThat(made.limits()).isEqualTo(Configuration.DEFAULTS.limits());
  }

  @ParameterizedTest
  @CsvSource({
    "https://127.0.0.1:9443/validate, 127.0.0.1",
    "https://bedplate.example/validate, bedplate.example",
    "https://[::1]:9443/validate, ::1"
  })
  void a_webhook_that_serves_from_outside_has_a_certificate_for_its_host(String url, String host)
      throws Exception {
    assertThat(configuration("webhook: {url: '" + url + "'}").webhook().certificate().hosts())
        .containsExactly(host);
  }

  @Test
  void what_the_values_configure_is_in_force() throws Exception {
    Configuration made =
        configuration(
            """
            webhook: {timeoutSeconds: 7, certificate: {mode: secret, secretName: ours}}
            secrets: {access: none}
            config:
              management: {port: 8081}
              webhook: {port: 10250}
              registries: [{host: registry.example, requestsPerSecond: 2.5, credentialsSecret: pull}]
              inspection: {limits: {entries: 3000000, layers: 100, contentBytes: 128Ki}}
              namespaces: {exclude: [monitoring]}
            """);

    assertThat(made.managementPort()).isEqualTo(8081);
    assertThat(made.webhook().port()).isEqualTo(10250);
    assertThat(made.webhook().timeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(made.webhook().certificate())
        .isEqualTo(Configuration.DEFAULTS.webhook().certificate());
    assertThat(made.pullSecrets()).isEqualTo(PullSecretUse.OPERATOR);
    assertThat(made.credentialsSecrets()).containsEntry("registry.example", "pull");
    assertThat(made.limits().entries()).isEqualTo(3_000_000);
    assertThat(made.excludedNamespaces()).containsExactly("monitoring");
  }

  private Configuration configuration(String values) throws Exception {
    ConfigMap map = Chart.rendered(values).one(ConfigMap.class, "bedplate");
    String text = String.valueOf(map.getData().get("config.yaml"));
    return ConfigurationReader.read(Files.writeString(directory.resolve("config.yaml"), text));
  }

  private static void collect(String path, JsonNode schema, Set<String> known) {
    JsonNode items = schema.path("items");
    JsonNode properties = schema.path("properties");
    if (items.path("properties").isObject()) {
      collect(path + "[]", items, known);
    } else if (properties.isObject()) {
      assertThat(schema.path("additionalProperties").asBoolean(true)).as(path).isFalse();
      String prefix = path.isEmpty() ? "" : path + ".";
      properties.properties().forEach(e -> collect(prefix + e.getKey(), e.getValue(), known));
    } else {
      known.add(path);
    }
  }
}
