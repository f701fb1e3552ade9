package dev.bedplate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema is the one that OASIS publishes, out of the jar of a library. */
class SarifTest {
  private static final String SCHEMA = "/schema/sarif-schema-2.1.0.json";
  private static final Schema SARIF = schema();
  @TempDir Path directory;

  @Test
  void violationsOfAManifestAreValid() throws IOException {
    String log = check("Enforce", manifest("alpine:1", "debian:12"));
    assertThat(log).contains("LibcDenied");
    assertThat(SARIF.validate(log, InputFormat.JSON)).isEmpty();
  }

  @Test
  void warningsAndWhatIsUndecidedAreValid() throws IOException {
    String log = check("Warn", manifest("alpine:1", "missing"));
    assertThat(log).contains("LibcDenied").contains("ImageNotFound");
    assertThat(SARIF.validate(log, InputFormat.JSON)).isEmpty();
  }

  @Test
  void imagesWithoutAFileAreValid() throws IOException {
    String log = check("Enforce", "", "alpine", "missing");
    assertThat(log).contains("LibcDenied").doesNotContain("physicalLocation");
    assertThat(SARIF.validate(log, InputFormat.JSON)).isEmpty();
  }

  @Test
  void noResultIsValid() throws IOException {
    String log = check("Enforce", "", "debian");
    assertThat(log).doesNotContain("ruleId");
    assertThat(SARIF.validate(log, InputFormat.JSON)).isEmpty();
  }

  @Test
  void theSchemaRefusesWhatIsNotSarif() {
    String wrong = "{\"version\": \"2.1.0\", \"runs\": [{\"results\": []}]}";
    assertThat(SARIF.validate(wrong, InputFormat.JSON)).isNotEmpty();
  }

  private String check(String mode, String input, String... images) throws IOException {
    Path policy = Files.writeString(directory.resolve("policy.yaml"), policy(mode));
    String[] options = {"check", "-p", policy.toString(), "-o", "sarif", "-f", "-"};
    int count = input.isEmpty() ? options.length - 2 : options.length;
    String[] arguments = new String[count + images.length];
    System.arraycopy(options, 0, arguments, 0, count);
    System.arraycopy(images, 0, arguments, count, images.length);
    return Run.with(input, false, 100, Map.of(), arguments).out();
  }

  /** What the schema finds wrong with a log. */
  static List<?> problems(String log) {
    return SARIF.validate(log, InputFormat.JSON);
  }

  private static Schema schema() {
    try (InputStream in = SarifTest.class.getResourceAsStream(SCHEMA)) {
      if (in == null) {
        throw new IllegalStateException(SCHEMA + " is not on the class path");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(text, InputFormat.JSON);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String policy(String mode) {
    return """
    apiVersion: bedplate.dev/v1alpha1
    kind: BaseImagePolicy
    metadata: {name: no-musl}
    spec:
      mode: %s
    """
        .formatted(mode);
  }

  private static String manifest(String first, String second) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      template:
        spec:
          containers: [{name: app, image: "%s"}, {name: side, image: "%s"}]
    """
        .formatted(first, second);
  }
}
