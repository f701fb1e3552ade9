package dev.bedplate.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The definitions in {@code crds} are those of the records; {@code -Dbedplate.update=true} writes
 * them.
 */
@NullUnmarked
class CustomResourceDefinitionTest {
  private static final Path COMMITTED = Path.of("../crds");

  @Test
  void theCommittedDefinitionsAreThoseOfTheRecords(@TempDir Path generated) throws IOException {
    new CRDGenerator()
        .inOutputDir(generated.toFile())
        .withMinQuotes(true)
        .forCRDVersions("v1")
        .withPostProcessor(new Finishing())
        .customResourceClasses(List.of(BaseImagePolicy.class, BaseImageException.class))
        .generate();
    for (String name : List.of("baseimagepolicies", "baseimageexceptions")) {
      String text = Files.readString(generated.resolve(name + ".bedplate.dev-v1.yml"));
      Path committed = COMMITTED.resolve(name + ".bedplate.dev.yaml");
      if (Boolean.getBoolean("bedplate.update")) {
        Files.createDirectories(COMMITTED);
        Files.writeString(committed, text);
      }
      assertThat(committed).hasContent(text);
    }
  }

  /** What the annotations cannot say. */
  private static final class Finishing implements CRDPostProcessor {
    private static final List<String> COLUMNS =
        List.of("Mode", "Accepted", "Violating", "Undecided", "Active", "Expires", "Age");

    @Override
    public HasMetadata process(HasMetadata definition, String version) {
      CustomResourceDefinitionVersion served =
          ((CustomResourceDefinition) definition).getSpec().getVersions().getFirst();
      served
          .getAdditionalPrinterColumns()
          .sort(Comparator.comparingInt(column -> COLUMNS.indexOf(column.getName())));
      JSONSchemaProps schema = served.getSchema().getOpenAPIV3Schema();
      schema.setRequired(List.of("spec"));
      JSONSchemaProps conditions =
          schema.getProperties().get("status").getProperties().get("conditions");
      conditions.setXKubernetesListType("map");
      conditions.setXKubernetesListMapKeys(List.of("type"));
      conditions.getItems().getSchema().setRequired(List.of("type", "status"));
      return definition;
    }
  }
}
