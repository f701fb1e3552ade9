package dev.bedplate.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void theCommittedDefinitionsAreThoseOfTheRecords(@TempDir Path generated) throws IOException {
    new CRDGenerator()
        .inOutputDir(generated.toFile())
        .withMinQuotes(true)
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
}
