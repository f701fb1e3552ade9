package dev.bedplate.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.source.fixture.ImageFiles;
import dev.bedplate.source.registry.Misbehaviours;
import dev.bedplate.source.registry.TestRegistry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of the source tree, beside a jar that stands for the packaged program. */
class LauncherTest {
  private static final String ECHO = "#!/bin/sh\nprintf '%s\\n' \"$@\"\n";

  @TempDir Path root;

  @BeforeEach
  void sourceTree() throws IOException {
    Files.copy(Path.of("..", "bedplate"), root.resolve("bedplate"));
    Files.createDirectories(root.resolve("operator/src/main"));
    Files.createDirectories(root.resolve("operator/target"));
    Files.createFile(root.resolve("pom.xml"));
    Files.createFile(root.resolve("operator/pom.xml"));
    jar(root.resolve("operator/target/bedplate-cli.jar"), commandLineClassPath());
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

  @Test
  void the_command_line_needs_no_library_of_the_operator() throws Exception {
    assertThat(commandLineClassPath()).noneMatch(entry -> entry.contains("kubernetes-client"));
    ImageFiles.layout(root.resolve("image"), Map.of("1", TrainingImages.alpine()));
    Path policy =
        Files.writeString(
            root.resolve("policy.yaml"),
            """
            apiVersion: bedplate.dev/v1alpha1
            kind: BaseImagePolicy
            metadata: {name: no-musl}
            spec:
              mode: Enforce
              rules:
                libc: {deny: [Musl]}
                expressions: [{expression: 'facts.packages.count > 0', message: 'empty'}]
            """);

    String checked = bedplate("check", "oci:" + root.resolve("image:1"), "-p", policy.toString());

    assertThat(checked).startsWith("1: ").contains("musl").doesNotContain("Error");
  }

  @Test
  void a_private_registry_needs_no_library_of_the_operator_either() throws Exception {
    String login = Base64.getEncoder().encodeToString("ada:secret".getBytes(UTF_8));
    try (var registry = TestRegistry.start()) {
      registry.image("alpine", "1", TrainingImages.alpine());
      registry.misbehave("/v2/", Misbehaviours.basic("ada", "secret"));
      Files.writeString(
          root.resolve("config.json"),
          "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(registry.authority(), login));

      String inspected = bedplate("inspect", registry.authority() + "/alpine:1");

      assertThat(inspected).startsWith("0: ").contains("Alpine");
    }
  }

  @Test
  void what_talks_to_a_cluster_gets_every_library() throws Exception {
    assertThat(classPath("inspect", "debian:12")).isEqualTo("bedplate-cli.jar");
    assertThat(classPath("controller", "--config", "c.yaml")).isEqualTo("bedplate.jar");
    assertThat(classPath("webhook")).isEqualTo("bedplate.jar");
    assertThat(classPath("check", "--cluster")).isEqualTo("bedplate.jar");
  }

  @Test
  void sources_of_which_only_the_dates_changed_are_built_once() throws Exception {
    Path built = root.resolve("built");
    Path maven = Files.writeString(root.resolve("mvnw"), "#!/bin/sh\necho build >>" + built + "\n");
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    FileTime later = FileTime.from(Instant.now().minusSeconds(60));
    Files.setLastModifiedTime(
        root.resolve("operator/target/bedplate-cli.jar"),
        FileTime.from(later.toInstant().minusSeconds(60)));
    Files.setLastModifiedTime(root.resolve("operator/pom.xml"), later);

    given("--version");
    given("--version");

    assertThat(built).hasContent("build");
  }

  @Test
  void the_demo_gets_the_class_path_of_the_tests() throws Exception {
    Files.writeString(root.resolve("operator/target/test-classpath"), "library.jar");

    assertThat(given("demo", "--keep"))
        .containsSequence("dev.bedplate.demo.Demo", "demo", "--keep")
        .anyMatch(it -> it.endsWith("/target/classes:library.jar"));
    assertThat(given("demo", "--help")).contains("dev.bedplate.app.Main");
  }

  /** The file that the launcher hands to Java as the class path. */
  private String classPath(String... words) throws IOException, InterruptedException {
    List<String> given = given(words);
    return Path.of(given.get(given.indexOf("-classpath") + 1)).getFileName().toString();
  }

  /** The arguments that Java gets. */
  private List<String> given(String... words) throws IOException, InterruptedException {
    Path jdk = Files.createDirectories(root.resolve("jdk"));
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
    for (String program : List.of("java", "javac")) {
      Path file = Files.writeString(jdk.resolve("bin").resolve(program), ECHO);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return run(jdk.toString(), words).lines().toList();
  }

  private String version() throws IOException, InterruptedException {
    return bedplate("--version");
  }

  /** Exit code, output and errors of a command. */
  private String bedplate(String... words) throws IOException, InterruptedException {
    return run(System.getProperty("java.home"), words);
  }

  private String run(String jdk, String... words) throws IOException, InterruptedException {
    Path output = root.resolve("output");
    List<String> command = new ArrayList<>(List.of("sh", root.resolve("bedplate").toString()));
    command.addAll(List.of(words));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", jdk);
    builder.environment().put("XDG_CACHE_HOME", root.toString());
    builder.environment().put("DOCKER_CONFIG", root.toString());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
    Process process = builder.start();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("the launcher did not end");
    }
    return process.exitValue() + ": " + Files.readString(output, UTF_8);
  }

  /** The class path of this test without the libraries that the packaged jar leaves out. */
  private static List<String> commandLineClassPath() throws IOException {
    String build = Files.readString(Path.of("pom.xml"));
    List<String> left =
        Pattern.compile("<exclude>([^:<]+):([^*<]*)")
            .matcher(build)
            .results()
            .map(match -> match.group(1).replace('.', '/') + "/" + match.group(2))
            .toList();
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> left.stream().noneMatch(entry::contains))
        .toList();
  }

  /** A jar without classes whose manifest leads to {@code classPath}. */
  private static void jar(Path file, List<String> classPath) throws IOException {
    var manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(
        Attributes.Name.CLASS_PATH,
        classPath.stream()
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
  }
}
