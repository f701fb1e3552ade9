package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.source.fixture.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands write no log, and do not wait for one to be set up. */
class SilentCommandTest {
  @TempDir Path directory;

  @BeforeEach
  void image() throws IOException {
    ImageFiles.layout(directory.resolve("image"), Map.of("1", TrainingImages.alpine()));
  }

  @Test
  void inspecting_an_image_sets_up_no_log() throws Exception {
    assertThat(loadedBy("inspect", "oci:" + directory.resolve("image")))
        .anyMatch(line -> line.contains("dev.bedplate.inspect.Inspector "))
        .noneMatch(line -> line.contains("ch.qos.logback."));
    assertThat(directory.resolve("errors")).isEmptyFile();
  }

  @Test
  void checking_a_manifest_sets_up_no_log() throws Exception {
    Path policy = directory.resolve("policy.yaml");
    Files.writeString(
        policy,
        """
        apiVersion: bedplate.dev/v1alpha1
        kind: BaseImagePolicy
        metadata: {name: glibc}
        spec: {rules: {libc: {allow: [Musl]}}}
        """);
    String image = "oci:" + directory.resolve("image");

    assertThat(loadedBy("check", image, "-p", policy.toString()))
        .anyMatch(line -> line.contains("dev.bedplate.policy.PolicyEngine "))
        .noneMatch(line -> line.contains("io.fabric8.kubernetes.client."))
        .noneMatch(line -> line.contains("ch.qos.logback."));
    assertThat(directory.resolve("errors")).isEmptyFile();
  }

  /** The lines of the JVM about the classes that a command loaded. */
  private List<String> loadedBy(String... command) throws IOException, InterruptedException {
    Path loaded = directory.resolve("loaded");
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    all.addAll(List.of("--sun-misc-unsafe-memory-access=allow"));
    all.add("-Xlog:class+load:file=" + loaded);
    all.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    all.addAll(List.of(command));
    var builder =
        new ProcessBuilder(all)
            .redirectOutput(directory.resolve("output").toFile())
            .redirectError(directory.resolve("errors").toFile());
    builder.environment().put("XDG_CACHE_HOME", directory.toString());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
    Process process = builder.start();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("the command did not end");
    }
    assertThat(process.exitValue()).as(Files.readString(directory.resolve("errors"))).isZero();
    return Files.readAllLines(loaded);
  }
}
