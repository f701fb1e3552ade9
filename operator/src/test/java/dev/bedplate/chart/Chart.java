package dev.bedplate.chart;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The chart of this source tree, in its own namespace. */
public final class Chart {
  /** Where the chart is installed. */
  public static final String NAMESPACE = "bedplate-system";

  static final Path FOLDER = Path.of("../helm/bedplate");
  static final String RELEASE = "bedplate";
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private Chart() {}

  /**
   * The objects that the chart makes of these values.
   *
   * @param values YAML, laid over the chart's own
   * @throws IllegalStateException when the values do not fit its schema
   */
  public static Rendered rendered(String values) {
    return new Rendered(objects(text(values)));
  }

  /** What helm prints for these values. */
  static String text(String values) {
    return withValues(
        values,
        file ->
            new Helm(FOLDER)
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion("1.36.3")
                .withValuesFile(file)
                .call());
  }

  /** The objects of a stream of YAML documents. */
  static List<HasMetadata> objects(String text) {
    List<?> read = YAML.unmarshal(text);
    return read.stream().map(HasMetadata.class::cast).toList();
  }

  /** Calls helm with the values in a file, which is removed afterwards. */
  static <T> T withValues(String values, Function<Path, T> call) {
    try {
      Path file = Files.createTempFile("values", ".yaml");
      try {
        return call.apply(Files.writeString(file, values));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
