package dev.bedplate.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code deploy/install.yaml} is the chart; {@code -Dbedplate.update=true} writes it. */
class InstallManifestTest {
  private static final Path COMMITTED = Path.of("../deploy/install.yaml");
  private static final String HEAD =
      """
      # Bedplate without helm: the chart helm/bedplate with its own values. Generated.
      #   kubectl apply --server-side -f install.yaml
      ---
      apiVersion: v1
      kind: Namespace
      metadata:
        name: %s
        labels:
          pod-security.kubernetes.io/enforce: restricted
      """
          .formatted(Chart.NAMESPACE);

  @Test
  void the_manifest_is_the_chart_with_its_own_values() throws IOException {
    String text = HEAD + withoutHelm(Chart.text(""));
    if (Boolean.getBoolean("bedplate.update")) {
      Files.writeString(COMMITTED, text);
    }
    assertThat(COMMITTED).hasContent(text);
  }

  @Test
  void the_manifest_brings_its_namespace_and_whatever_lives_there() throws IOException {
    List<HasMetadata> objects = Chart.objects(Files.readString(COMMITTED));

    assertThat(objects.getFirst().getMetadata().getName()).isEqualTo(Chart.NAMESPACE);
    assertThat(objects)
        .hasSize(1 + Chart.rendered("").objects().size())
        .extracting(object -> object.getMetadata().getNamespace())
        .containsOnly(null, Chart.NAMESPACE);
  }

  private static String withoutHelm(String text) {
    return text.lines()
        .filter(line -> !line.strip().equals("app.kubernetes.io/managed-by: Helm"))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
