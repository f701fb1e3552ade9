package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The jar of the command line as it is packaged. */
class CommandLineJarIT {
  @Test
  void has_no_class_path_that_a_search_for_a_service_would_open() throws Exception {
    try (var jar = new JarFile("target/bedplate-cli.jar")) {
      Attributes attributes = jar.getManifest().getMainAttributes();

      assertThat(attributes.getValue(Attributes.Name.MAIN_CLASS)).isEqualTo(Main.class.getName());
      assertThat(attributes.getValue(Attributes.Name.CLASS_PATH)).isNull();
    }
  }
}
