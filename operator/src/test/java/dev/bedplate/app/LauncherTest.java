package dev.bedplate.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of the source tree, beside a jar that stands for the packaged program. */
class LauncherTest {
  @TempDir Path root;

  @BeforeEach
  void sourceTree() throws IOException {
    Files.copy(Path.of("..", "bedplate"), root.resolve("bedplate"));
    Files.createDirectories(root.resolve("operator/src/main"));
    Files.createDirectories(root.resolve("operator/target"));
    Files.createFile(root.resolve("pom.xml"));
    Files.createFile(root.resolve("operator/pom.xml"));
    jar(root.resolve("operator/target/bedplate.jar"));
  }

  @Test
  void startsSilentlyWithoutTheCacheOfLoadedClasses() throws Exception {
    assertThat(version()).startsWith("0: bedplate ").hasLineCount(1);
  }

  @Test
  void startsSilentlyWithADamagedCacheOfLoadedClasses() throws Exception {
    Files.writeString(root.resolve("operator/target/bedplate.aot"), "not a cache");

    assertThat(version()).startsWith("0: bedplate ").hasLineCount(1);
  }

  /** Exit code, output and errors of {@code bedplate --version}. */
  private String version() throws IOException, InterruptedException {
    Path output = root.resolve("output");
    var builder =
        new ProcessBuilder("sh", root.resolve("bedplate").toString(), "--version")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
    Process process = builder.start();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("the launcher did not end");
    }
    return process.exitValue() + ": " + Files.readString(output, UTF_8);
  }

  /** A jar without classes whose manifest leads to those of this test. */
  private static void jar(Path file) throws IOException {
    var manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
  }
}
