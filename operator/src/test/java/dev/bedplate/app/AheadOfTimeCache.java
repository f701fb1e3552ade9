package dev.bedplate.app;

import dev.bedplate.source.registry.TestRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes the AOT cache of the command line: a registry with images of this JDK's own files in this
 * process, the packaged program in another one. A failure leaves no cache, and the program then
 * only starts slower.
 */
final class AheadOfTimeCache {
  private AheadOfTimeCache() {}

  /**
   * Takes the build directory, which holds {@code bedplate-cli.jar} and gets {@code bedplate.aot}.
   */
  public static void main(String[] arguments) throws Exception {
    Path target = Path.of(arguments[0]);
    Path cache = target.resolve("bedplate.aot");
    Files.deleteIfExists(cache);
    Path work = Files.createTempDirectory("bedplate-training");
    try (var registry = TestRegistry.start()) {
      registry.image("debian", "1", TrainingImages.debian());
      registry.image("alpine", "1", TrainingImages.alpine());
      train(target, cache, script(work, registry.authority()), work);
    } finally {
      delete(work);
    }
  }

  private static Path script(Path work, String registry) throws IOException {
    String image = registry + "/debian:1";
    String alpine = registry + "/alpine:1";
    Path policy =
        Files.writeString(
            work.resolve("policy.yaml"),
            """
            apiVersion: bedplate.dev/v1alpha1
            kind: BaseImagePolicy
            metadata: {name: training}
            spec:
              mode: Enforce
              rules:
                libc: {deny: [Musl]}
                distributions: {allow: [{id: debian, versions: ">=12"}]}
                size: {maxCompressed: 100Mi}
                lifecycle: {deny: [EndOfLife]}
            """);
    Path deployment =
        Files.writeString(
            work.resolve("deployment.yaml"),
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec: {template: {spec: {containers: [{name: app, image: "%s"}]}}}
            """
                .formatted(image));
    return Files.write(
        work.resolve("script"),
        List.of(
            "--version",
            "inspect " + image,
            "inspect " + image,
            "inspect " + alpine,
            "inspect --explain " + image,
            "inspect -o json " + image,
            "check -f " + deployment + " -p " + policy));
  }

  private static void train(Path target, Path cache, Path script, Path work) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:AOTCacheOutput=" + cache,
            "-Xlog:disable",
            "-XX:+UseSerialGC",
            "-Xmx800m",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            target.resolve("bedplate-cli.jar").toString(),
            "dev.bedplate.app.TrainingRun",
            script.toString());
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(target.resolve("bedplate.aot.log").toFile());
    builder
        .environment()
        .putAll(Map.of("XDG_CACHE_HOME", work.toString(), "DOCKER_CONFIG", work.toString()));
    Process process = builder.start();
    if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly().waitFor();
      Files.deleteIfExists(cache);
      System.err.println(
          "no AOT cache: the training run failed, see bedplate.aot.log; bedplate will start slower");
    }
  }

  private static void delete(Path work) throws IOException {
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
