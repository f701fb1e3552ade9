package dev.bedplate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {
  @TempDir Path directory;

  @Test
  void exitCodesFollowDenialModeAndFailOn() throws IOException {
    assertThat(check("Enforce", "debian")).isZero();
    assertThat(check("Enforce", "alpine")).isEqualTo(1);
    assertThat(check("Warn", "alpine")).isZero();
    assertThat(check("Warn", "alpine", "--fail-on", "violation")).isEqualTo(1);
    assertThat(check("Warn", "missing")).isEqualTo(3);
    assertThat(check("Warn", "missing", "--fail-on", "violation")).isEqualTo(3);
    assertThat(check("Warn", "missing", "--fail-on", "undecided")).isEqualTo(1);
    assertThat(check("Enforce", "missing", "alpine")).isEqualTo(1);
  }

  @Test
  void S_31_an_image_that_throws_is_a_row_and_leaves_the_others_theirs() throws IOException {
    assertThat(check("Enforce", "faulty")).isEqualTo(3);
    assertThat(check("Enforce", "faulty", "alpine")).isEqualTo(1);
    Run run = Run.of("inspect", "faulty", "alpine");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).contains("alpine");
    assertThat(run.err()).contains("faulty: FactUnknown", "a bug").doesNotContain("\tat ");
  }

  @Test
  void namesWhatWhereAndWhatWouldBeAccepted() throws IOException {
    Run run = stdin("alpine:1", "table");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("Deployment default/web (<stdin>:2)")
        .contains("Violating, denied")
        .contains("LibcDenied (policy no-musl, Enforce)")
        .contains("app, spec.template.spec.containers[0].image")
        .contains("found    musl 1.2.5 by /lib/ld-musl-x86_64.so.1")
        .contains("accepted any libc but Musl")
        .contains("1 workload: 0 compliant, 1 violating");
  }

  @Test
  void jsonHasTheShapeOfTheContract() throws IOException {
    JsonNode json = new ObjectMapper().readTree(stdin("alpine:1", "json").out());
    assertThat(json.get("denied").asBoolean()).isTrue();
    assertThat(json.get("summary").get("violating").asInt()).isEqualTo(1);
    JsonNode workload = json.get("workloads").get(0);
    assertThat(workload.get("source").get("line").asInt()).isEqualTo(2);
    assertThat(workload.get("verdict").asText()).isEqualTo("Violating");
    JsonNode violation = workload.get("violations").get(0);
    assertThat(violation.get("digest").asText()).isEqualTo(FakeEngine.DIGEST.toString());
    assertThat(violation.get("mode").asText()).isEqualTo("Enforce");
    assertThat(violation.get("exemptBy").isNull()).isTrue();
  }

  @Test
  void sarifHasWhatItsSchemaRequires() throws IOException {
    JsonNode log = new ObjectMapper().readTree(stdin("alpine:1", "sarif").out());
    assertThat(log.get("version").asText()).isEqualTo("2.1.0");
    JsonNode run = log.get("runs").get(0);
    assertThat(run.get("tool").get("driver").get("name").asText()).isEqualTo("bedplate");
    JsonNode result = run.get("results").get(0);
    assertThat(result.get("ruleId").asText()).isEqualTo("LibcDenied");
    assertThat(result.get("level").asText()).isEqualTo("error");
    assertThat(result.get("message").get("text").asText()).isNotEmpty();
    JsonNode place = result.get("locations").get(0).get("physicalLocation");
    assertThat(place.get("artifactLocation").get("uri").asText()).isEqualTo("%3Cstdin%3E");
    assertThat(place.get("region").get("startLine").asInt()).isEqualTo(5);
  }

  @Test
  void junitIsWellFormed() throws Exception {
    String xml = stdin("alpine:1", "junit").out();
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
    assertThat(document.getElementsByTagName("failure").item(0).getTextContent())
        .contains("use another <base>");
  }

  @Test
  void githubCommandsAreEscaped() throws IOException {
    assertThat(stdin("alpine:1", "github").out())
        .isEqualTo(
            "::error file=<stdin>,line=5,title=LibcDenied%3A Deployment default/web::"
                + "the image runs on musl, 100%25 of it:%0Ause another <base>\n");
  }

  @Test
  void anUnreadablePolicyIsNamedWithFileDocumentLineAndField() throws IOException {
    Path policy = Files.writeString(directory.resolve("p.yaml"), policy("3"));
    Run run = Run.of("check", "-p", policy.toString(), "alpine");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "bedplate: "
                + policy
                + ": document 1, line 5: spec.mode: must be Audit, Warn or Enforce\n");
  }

  @Test
  void readsDirectoriesAndTheNamespaceOption() throws IOException {
    Path policy = Files.writeString(directory.resolve("p.yaml"), policy("Warn"));
    Path manifests = Files.createDirectories(directory.resolve("m/sub"));
    Files.writeString(manifests.resolve("web.yml"), manifest("debian"));
    Files.writeString(manifests.resolve("notes.txt"), "a: [");
    Run run =
        Run.of(
            "check",
            "-p",
            policy.toString(),
            "-f",
            directory.resolve("m").toString(),
            "--namespace",
            "shop");
    assertThat(run.out()).contains("Deployment shop/web").contains("Compliant");
    assertThat(run.code()).isZero();
  }

  @Test
  void anExceptionForNothingIsTold() throws IOException {
    Path policies =
        Files.writeString(
            directory.resolve("p.yaml"),
            policy("Warn")
                + "---\n{apiVersion: bedplate.dev/v1alpha1, kind: BaseImageException, spec: {}}\n");
    Run run = Run.of("check", "-p", policies.toString(), "debian");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEqualTo("bedplate: warning: an exception\\u0009for nothing\n");
  }

  @Test
  void whatLooksLikeAWorkloadAndIsNotJudgedIsTold() throws IOException {
    Path policy = Files.writeString(directory.resolve("p.yaml"), policy("Enforce"));
    Path manifests =
        Files.writeString(
            directory.resolve("m.yaml"),
            manifest("debian")
                + "---\n"
                + manifest("alpine").replace("containers", "contaners")
                + "---\n"
                + manifest("alpine").replace("Deployment", "\"Deploy\\e[31mment\""));
    Run run = Run.of("check", "-p", policy.toString(), "-f", manifests.toString());
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("Not judged:")
        .contains("1 Deploy\\u001b[31mment of apps/v1 (" + manifests + ":")
        .contains("1 workload without any image: " + manifests + ": document 2, line 9:")
        .contains("spec.template.spec: holds no containers")
        .contains("1 workload: 1 compliant")
        .doesNotContain("\u001b");
  }

  @Test
  void policyFilesWithoutAPolicyAreAMistakeAndNoPass() throws IOException {
    Path policy = Files.writeString(directory.resolve("empty.yaml"), "# nothing\n");
    Run run = Run.of("check", "-p", policy.toString(), "alpine");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(policy + ": no BaseImagePolicy in it");
  }

  @Test
  void controlCharactersReachNoLogOfGitHub() throws IOException {
    Path policy = Files.writeString(directory.resolve("p.yaml"), policy("Enforce"));
    String manifest = manifest("alpine").replace("name: web", "name: \"we\\e[31m\"");
    Run run =
        Run.with(
            manifest,
            false,
            100,
            Map.of(),
            "check",
            "-f",
            "-",
            "-p",
            policy.toString(),
            "-o",
            "github");
    assertThat(run.out()).contains("default/we\\u001b[31m").doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inspect alpine",
        "inspect alpine -o json",
        "inspect alpine -o yaml",
        "check alpine",
        "check alpine --summary",
        "check alpine -o json",
        "check alpine -o sarif",
        "check alpine -o junit",
        "check alpine -o github",
        "check debian",
        "--help",
        "--version",
        "completion bash"
      })
  void anAnswerThatCannotBeWrittenIsNone(String command) throws IOException {
    Path policy = Files.writeString(directory.resolve("p.yaml"), policy("Enforce"));
    String full = command.startsWith("check") ? command + " -p " + policy : command;
    Run run = Run.full(full.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("bedplate: the standard output cannot be written\n");
  }

  private int check(String mode, String... rest) throws IOException {
    Path policy = Files.writeString(directory.resolve(mode + ".yaml"), policy(mode));
    String[] arguments = new String[rest.length + 3];
    arguments[0] = "check";
    arguments[1] = "-p";
    arguments[2] = policy.toString();
    System.arraycopy(rest, 0, arguments, 3, rest.length);
    return Run.of(arguments).code();
  }

  private Run stdin(String image, String output) throws IOException {
    Path policy = Files.writeString(directory.resolve("stdin.yaml"), policy("Enforce"));
    return Run.with(
        "# comment\n" + manifest(image),
        false,
        100,
        Map.of(),
        "check",
        "-f",
        "-",
        "-p",
        policy.toString(),
        "-o",
        output);
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

  private static String manifest(String image) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec: {template: {spec: {containers: [{name: app, image: "%s"}]}}}
    """
        .formatted(image);
  }
}
