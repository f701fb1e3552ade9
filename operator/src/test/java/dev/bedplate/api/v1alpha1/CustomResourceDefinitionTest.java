package dev.bedplate.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The definitions in {@code crds} and those in the chart are those of the records; {@code
 * -Dbedplate.update=true} writes them.
 */
@NullUnmarked
class CustomResourceDefinitionTest {
  private static final List<Path> COMMITTED =
      List.of(Path.of("../crds"), Path.of("../helm/bedplate/files/crds"));

  @Test
  void S_14_no_field_of_a_policy_or_exception_is_an_address_or_a_path() throws Exception {
    for (String plural : List.of("baseimagepolicies", "baseimageexceptions")) {
      String definition = Files.readString(Path.of("../crds/" + plural + ".bedplate.dev.yaml"));
      assertThat(definition.lines().map(String::strip))
          .noneMatch(
              it ->
                  it.matches(
                      "(?i)(?!jsonPath|fieldPath)\\w*(url|uri|path|endpoint|secret|file|context)s?:"));
    }
  }

  @Test
  void theCommittedDefinitionsAreThoseOfTheRecords(@TempDir Path generated) throws IOException {
    new CRDGenerator()
        .inOutputDir(generated.toFile())
        // kubectl and helm read YAML 1.1, where True without quotes is no text.
        .withMinQuotes(false)
        .forCRDVersions("v1")
        .withPostProcessor(new Finishing())
        .customResourceClasses(
            List.of(BaseImagePolicy.class, BaseImageException.class, InspectedImage.class))
        .generate();
    for (String name : List.of("baseimagepolicies", "baseimageexceptions", "inspectedimages")) {
      String text = Files.readString(generated.resolve(name + ".bedplate.dev-v1.yml"));
      for (Path folder : COMMITTED) {
        Path committed = folder.resolve(name + ".bedplate.dev.yaml");
        if (Boolean.getBoolean("bedplate.update")) {
          Files.createDirectories(folder);
          Files.writeString(committed, text);
        }
        assertThat(committed).hasContent(text);
      }
    }
  }

  @Test
  void everyFieldIsExplained() throws IOException {
    for (Path folder : COMMITTED) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          CustomResourceDefinition definition =
              Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
          JSONSchemaProps schema =
              definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
          assertThat(unexplained("", schema)).as(file.toString()).isEmpty();
        }
      }
    }
  }

  /** Paths of what has no sentence of its own. */
  private static List<String> unexplained(String path, JSONSchemaProps schema) {
    List<String> found = new ArrayList<>();
    String text = schema.getDescription();
    if (text == null || !text.matches("[^ ]+( [^ ]+)*[.]")) {
      found.add(path);
    }
    JSONSchemaProps element = schema.getItems() == null ? schema : schema.getItems().getSchema();
    if (element.getProperties() != null) {
      element
          .getProperties()
          .forEach((name, it) -> found.addAll(unexplained(path + "." + name, it)));
    }
    return found;
  }

  @Test
  void noTextIsOneThatReadersOfYaml11TakeForSomethingElse() throws IOException {
    for (Path folder : COMMITTED) {
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.flatMap(CustomResourceDefinitionTest::lines))
            .isNotEmpty()
            .noneMatch(line -> line.matches("(?i)\\s*(- |\\w+: )(yes|no|on|off|y|n)"))
            .noneMatch(line -> line.matches("\\s*- (True|False|TRUE|FALSE|true|false)"));
      }
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
