package dev.bedplate.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of values in the chart's README. */
class ChartReadmeTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| `([^`]+)` \\|");

  @Test
  void the_table_has_every_value_with_its_default() throws IOException {
    var values =
        new KubernetesSerialization()
            .unmarshal(Files.readString(Chart.FOLDER.resolve("values.yaml")), JsonNode.class);
    Map<String, String> defaults = new TreeMap<>();
    collect("", values, defaults);
    Map<String, String> rows = new TreeMap<>();
    ROW.matcher(Files.readString(Chart.FOLDER.resolve("README.md")))
        .results()
        .forEach(row -> rows.put(row.group(1), row.group(2)));

    assertThat(rows).isEqualTo(defaults);
  }

  private static void collect(String path, JsonNode value, Map<String, String> defaults) {
    if (value.isObject() && !value.isEmpty()) {
      String prefix = path.isEmpty() ? "" : path + ".";
      value
          .properties()
          .forEach(entry -> collect(prefix + entry.getKey(), entry.getValue(), defaults));
    } else {
      boolean word = value.isTextual() && !value.textValue().isEmpty();
      defaults.put(path, word ? value.textValue() : value.toString());
    }
  }
}
