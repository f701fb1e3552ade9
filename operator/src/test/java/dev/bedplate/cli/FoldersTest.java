package dev.bedplate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code check} on folders as they are found. */
class FoldersTest {
  @TempDir Path directory;
  private Path policy;
  private Path folder;

  @BeforeEach
  void policy() throws IOException {
    policy =
        Files.writeString(
            directory.resolve("p.yaml"),
            "{apiVersion: bedplate.dev/v1alpha1, kind: BaseImagePolicy, metadata: {name: p},"
                + " spec: {mode: Enforce}}");
    folder = Files.createDirectories(directory.resolve("m"));
  }

  @Test
  void filesThatAreNoObjectsAreCountedAndTheRestIsJudged() throws IOException {
    write("values.yaml", "image: {tag: 1}\nkind: ClusterIP\n");
    write(".github/workflows/ci.yml", "on: push\njobs: {a: {steps: []}}\n");
    write("patch.json", "[{\"op\": \"replace\", \"path\": \"/spec\", \"value\": 1}]");
    write("empty.yaml", "# nothing\n");
    write("web.yaml", pod("web", "debian"));
    Run run = check();
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(flat(run))
        .contains("Pod default/web")
        .contains("4 files without any Kubernetes object")
        .contains("1 workload: 1 compliant");
  }

  @Test
  void everyBrokenFileIsToldAndTheRestIsJudged() throws IOException {
    write("a.yaml", "a: [\n");
    write("b.yaml", pod("b", "alpine") + "---\nb: \"\n---\n" + pod("b2", "debian"));
    write("c.yaml", "kind: Pod\nmetadata: {name: c}\n");
    write("d.yaml", pod("d", "debian").replace("[{name: a, image: debian}]", "{image: debian}"));
    Run run = check();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines())
        .hasSize(4)
        .anyMatch(it -> it.endsWith("a.yaml: document 1, line 1: what begins here has no end"))
        .anyMatch(it -> it.contains("b.yaml: document 2, line 7: while scanning a quoted scalar"))
        .anyMatch(
            it -> it.endsWith("c.yaml: document 1, line 1: apiVersion: must be there and be text"))
        .anyMatch(it -> it.endsWith("spec.containers: must be a list, but is an object"));
    assertThat(flat(run)).contains("2 workloads: 1 compliant, 1 violating");
    assertThat(json().get("notJudged").get("files").get("errors")).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"values.yaml", "Chart.yaml", "list.yaml"})
  void aFileThatIsNamedMustBeReadable(String name) throws IOException {
    Path list = write("list.yaml", "- x\n");
    write("values.yaml", "kind: ClusterIP\n");
    write("Chart.yaml", "apiVersion: v2\nname: n\n");
    Run run = check("-f", list.resolveSibling(name).toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(name + ": document 1, line 1: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image: {tag: 1}\n", "{}", "a: b\n---\nc: d\n", "text\n", "- a\n"})
  void aFileThatIsNamedMustHoldObjects(String text) throws IOException {
    Path file = write("values.yaml", text);
    Run run = check("-f", file.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(file + ": document 1, line 1: not a Kubernetes object");
    assertThat(flat(run)).contains("1 file without any Kubernetes object (" + file + ")");
    Run input = Run.with(text, false, 80, Map.of(), "check", "-p", policy.toString(), "-f", "-");
    assertThat(input.code()).isEqualTo(2);
    assertThat(flat(input)).contains("1 file without any Kubernetes object (<stdin>)");
    assertThat(check().code()).as("in a directory").isZero();
    Path web = write("web.yaml", pod("web", "debian"));
    assertThat(check("-f", file.toString(), "-f", web.toString()).code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n# Source: x\n---\n", "~\n"})
  void whatWasRenderedMayBeNothing(String text) throws IOException {
    Path file = write("empty.yaml", text);
    Run run = check("-f", file.toString());
    assertThat(run.code()).isZero();
    assertThat(flat(run)).contains("1 file without any Kubernetes object (" + file + ")");
  }

  @Test
  void linksThatLeadNowhereAndPipesAreCounted() throws Exception {
    Path web = write("web.yaml", pod("web", "debian"));
    Files.createSymbolicLink(folder.resolve("again.yaml"), web);
    Files.createSymbolicLink(folder.resolve("nowhere.yaml"), folder.resolve("none"));
    Files.createSymbolicLink(folder.resolve("other"), directory);
    Files.createSymbolicLink(folder.resolve("notes.txt"), folder.resolve("none"));
    new ProcessBuilder("mkfifo", folder.resolve("pipe.yaml").toString()).start().waitFor();
    Run run = check();
    assertThat(run.code()).isZero();
    assertThat(flat(run))
        .contains("3 links, pipes and sockets that lead to no file")
        .contains("2 workloads: 2 compliant");
    assertThat(json().get("notJudged").get("files").get("special").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\n // comment\n \"a\": 1,\n}",
        "/* x */ {\"compilerOptions\": {\"paths\": {\"@/*\": [\"./*\"],},},}"
      })
  void looseJsonOfOthersIsCounted(String text) throws IOException {
    Path file = write("tsconfig.json", text);
    assertThat(check().code()).isZero();
    assertThat(flat(check())).contains("1 file without any Kubernetes object (" + file + ")");
    assertThat(check("-f", file.toString()).code()).as("named").isEqualTo(2);
    write("tsconfig.json", text.replace("{", "{\"apiVersion\": \"v1\", \"kind\": \"Pod\","));
    assertThat(check().code()).as("an object").isEqualTo(2);
  }

  @Test
  void partsOfAChartAreAChartsWhenTheyAreNamedToo() throws IOException {
    write("web/Chart.yaml", "apiVersion: v2\nname: web\n");
    write("web/templates/sub/web.yaml", "a: {{ .b }}\n");
    for (String named : List.of("web/templates", "web/templates/sub")) {
      Run run = check("-f", folder.resolve(named).toString());
      assertThat(run.code()).isZero();
      assertThat(run.err()).contains("nothing in the input can be judged as it is");
      assertThat(run.out()).contains("helm template " + folder.resolve("web") + " | bedplate");
    }
  }

  @Test
  void whyNothingWasJudgedIsTrue() throws IOException {
    write("a.yaml", "a: [\n");
    assertThat(check().err()).contains("no workload in what could be read of the input");
    write("a.yaml", head("v1", "ConfigMap"));
    assertThat(check().err()).contains("no workload in the input, so");
    write("a.yaml", pod("none", "debian").replace("containers", "contaners"));
    assertThat(check().err()).contains("nothing in the input can be judged as it is");
  }

  @Test
  void besideObjectsWhatIsNoneIsAMistake() throws IOException {
    write("web.yaml", pod("web", "debian") + "---\n- x\n---\na: b\n");
    Run run = check();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("web.yaml: document 2, line 7: not a Kubernetes object");
    assertThat(flat(run)).contains("1 workload: 1 compliant");
  }

  @Test
  void allFilesThatAreMissingAreTold() {
    Run run = check("-f", "no-1.yaml", "-f", "no-2.yaml");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "bedplate: no-1.yaml: no such file or directory\nno-2.yaml: no such file or directory\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "third*",
        "vendor",
        "vendor/",
        "vendor/**",
        "./vendor/*",
        "**/third.yaml",
        "**/vendor",
        "**/vendor/third.yaml",
        "FOLDER/vendor/third.yaml",
        "FOLDER/vendor",
        "FOLDER/**/third.yaml"
      })
  void globsLeaveOut(String glob) throws IOException {
    write("web.yaml", pod("web", "debian"));
    write("vendor/third.yaml", "a: [\n");
    String written = glob.replace("FOLDER", folder.toString());
    Run run = check("-f", folder.toString(), "--ignore", written);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(flat(run)).contains("1 files and directories that --ignore names");
    assertThat(check("-f", folder.toString(), "--ignore", "[").err())
        .startsWith("bedplate: --ignore [: not a glob")
        .hasLineCount(1);
    assertThat(check("-f", folder.toString(), "--ignore", "").code()).isEqualTo(2);
  }

  @Test
  void kustomizationsAreNamedAndTheirPartsAreNotJudged() throws IOException {
    write("base/kustomization.yaml", "resources: [web.yaml, sub]\n");
    write("base/web.yaml", pod("raw", "alpine"));
    write("base/sub/kustomization.yml", "resources:\n- job.yaml\n");
    write("base/sub/job.yaml", pod("job", "alpine"));
    write("overlays/prod/Kustomization", "resources: [../../base]\npatches: [{path: p.yaml}]\n");
    write("overlays/prod/p.yaml", pod("patch", "alpine"));
    write("overlays/dev/kustomization.yaml", "bases: [../../base]\nhelmCharts: [{name: x}]\n");
    write("parts/kustomization.yaml", "kind: Component\nresources: [c.yaml]\n");
    write("parts/c.yaml", pod("component", "alpine"));
    write("overlays/plain.yaml", pod("plain", "debian"));
    Run run = check();
    assertThat(run.code()).as(run.out()).isZero();
    String prod = folder.resolve("overlays/prod").toString();
    String dev = folder.resolve("overlays/dev").toString();
    assertThat(run.out().lines().filter(it -> it.contains("kubectl kustomize")))
        .extracting(String::strip)
        .containsExactly(
            "kubectl kustomize --enable-helm " + dev + " | bedplate check -f -",
            "kubectl kustomize " + prod + " | bedplate check -f -");
    assertThat(flat(run)).contains("1 workload: 1 compliant");
    JsonNode rendered = json().get("notJudged").get("rendered");
    assertThat(rendered).hasSize(2);
    assertThat(rendered.get(1).get("type").asText()).isEqualTo("kustomization");
    assertThat(rendered.get(1).get("files").asInt()).isEqualTo(4);
  }

  @Test
  void whatAKustomizationDoesNotNameIsJudged() throws IOException {
    write("kustomization.yaml", "resources: [a.yaml]\nresources: [b.yaml]\n");
    write("a.yaml", pod("a", "alpine"));
    write("b.yaml", pod("b", "alpine"));
    Run run = check();
    assertThat(run.code()).isEqualTo(1);
    assertThat(flat(run)).contains("Pod default/a").doesNotContain("Pod default/b");
    assertThat(flat(check("-f", folder.resolve("kustomization.yaml").toString())))
        .contains("kubectl kustomize " + folder + " | bedplate check -f -")
        .contains("nothing to judge");
  }

  @Test
  void chartsAreNamedAndTheirPartsAreNotJudged() throws IOException {
    write("my charts/web/Chart.yaml", "apiVersion: v2\nname: web\n");
    write("my charts/web/values.yaml", "a: b\n");
    write("my charts/web/templates/web.yaml", "{{ if .x }}\nkind: {{ .y }}\n");
    write("my charts/web/templates/plain.yaml", pod("raw", "alpine"));
    write("my charts/web/charts/db/Chart.yaml", "apiVersion: v2\nname: db\n");
    write("my charts/web/charts/db/templates/db.yaml", "{{ a }}\n");
    write("my charts/web/crds/crd.yaml", "a: [");
    write("my charts/other.yaml", pod("other", "debian"));
    Run run = check();
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out().lines().filter(it -> it.contains("helm template")))
        .extracting(String::strip)
        .containsExactly(
            "helm template '" + folder.resolve("my charts/web") + "' | bedplate check -f -");
    assertThat(flat(run)).contains("1 workload: 1 compliant");
    assertThat(json().get("notJudged").get("rendered").get(0).get("files").asInt()).isEqualTo(6);
  }

  @Test
  void kindsThatAreNotJudgedAreCountedWithWhatWasMeant() throws IOException {
    String template = "spec: {template: {spec: {containers: [{name: a, image: alpine}]}}}\n";
    for (String kind : List.of("Rollout", "Rollout", "Service")) {
      String group = kind.equals("Service") ? "serving.knative.dev/v1" : "argoproj.io/v1alpha1";
      write(kind + Math.random() + ".yaml", head(group, kind) + template);
    }
    write("rc.yaml", head("v1", "ReplicationController") + template);
    write("old.yaml", head("extensions/v1beta1", "Deployment") + template);
    write("typo.yaml", head("apps/v1", "DeamonSet") + "spec: {}\n");
    write("case.yaml", head("batch/v1", "Cronjob") + "spec: {}\n");
    write("kruise.yaml", head("apps.kruise.io/v1beta1", "StatefulSet") + template);
    write("map.yaml", head("v1", "ConfigMap") + "---\n" + head("v1", "Secret"));
    write("none.yaml", pod("none", "debian").replace("containers", "contaners"));
    Run run = check();
    assertThat(run.code()).isZero();
    assertThat(flat(run))
        .contains("2 Rollout of argoproj.io/v1alpha1 (")
        .contains("1 Service of serving.knative.dev/v1 (")
        .contains("1 ReplicationController of v1 (")
        .contains("is no kind that is judged; did you mean Deployment of apps/v1?")
        .contains("did you mean DaemonSet of apps/v1?")
        .contains("did you mean CronJob of batch/v1?")
        .containsPattern("1 StatefulSet of apps.kruise.io/v1beta1 \\(\\S+\\): runs containers")
        .contains("1 workload without any image: ")
        .contains("it has: contaners")
        .contains("2 objects of kinds that run no containers (1 ConfigMap, 1 Secret)")
        .contains("nothing to judge");
    assertThat(run.err()).contains("nothing was judged");
    var kinds = new ArrayList<String>();
    json()
        .get("notJudged")
        .get("kinds")
        .forEach(
            it ->
                kinds.add(
                    it.get("kind").asText()
                        + it.get("objects")
                        + it.get("runsContainers")
                        + it.get("suggestion")));
    assertThat(kinds)
        .hasSize(9)
        .contains(
            "Rollout2truenull", "ConfigMap1falsenull", "DeamonSet1true\"DaemonSet of apps/v1\"");
    assertThat(json().get("notJudged").get("workloadsWithoutImage").get("count").asInt())
        .isEqualTo(1);
  }

  @Test
  void theNamespaceHasALetter() throws IOException {
    write("web.yaml", pod("web", "debian"));
    assertThat(flat(check("-n", "shop", "-f", folder.toString()))).contains("Pod shop/web");
  }

  @Test
  void nothingToJudgeMayFail() throws IOException {
    write("map.yaml", head("v1", "ConfigMap"));
    assertThat(check("-f", folder.toString(), "--fail-on", "nothing").code()).isEqualTo(1);
    write("web.yaml", pod("web", "debian"));
    assertThat(check("-f", folder.toString(), "--fail-on", "nothing").code()).isZero();
  }

  private Run check(String... files) {
    var arguments = new ArrayList<>(List.of("check", "-p", policy.toString()));
    arguments.addAll(files.length == 0 ? List.of("-f", folder.toString()) : List.of(files));
    return Run.of(arguments.toArray(String[]::new));
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(check("-f", folder.toString(), "-o", "json").out());
  }

  private static String flat(Run run) {
    return run.out().replaceAll("\\s+", " ");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String head(String version, String kind) {
    return "apiVersion: %s\nkind: %s\nmetadata: {name: n}\n".formatted(version, kind);
  }

  private static String pod(String name, String image) {
    return head("v1", "Pod").replace("name: n", "name: " + name)
        + "spec:\n  containers: [{name: a, image: "
        + image
        + "}]\n";
  }
}
