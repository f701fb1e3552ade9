package dev.bedplate.workload.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {
  @Test
  void readsAHelmStreamWithCommentsEmptyDocumentsAndUnknownKinds() throws IOException {
    Workloads read =
        workloads(
            """
            ---
            # Source: chart/templates/empty.yaml
            ---
            ---
            apiVersion: example.com/v1
            kind: Widget
            spec: {anything: [1, null, {x: y}]}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {stage: production}}
            ---
            # Source: chart/templates/web.yaml
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop, labels: {app: web}}
            spec:
              template:
                spec:
                  initContainers: [{name: setup, image: "setup:1"}]
                  containers:
                  - {name: app, image: "app:1"}
                  - {name: injected}
                  volumes:
                  - {name: data, emptyDir: {}}
                  - {name: model, image: {reference: "model:1"}}
            """);
    assertThat(read.errors()).isEmpty();
    Workload web = read.workloads().getFirst();
    assertThat(web.kind()).isEqualTo("Deployment");
    assertThat(web.namespace()).isEqualTo("shop");
    assertThat(web.labels()).isEqualTo(Map.of("app", "web"));
    assertThat(web.namespaceLabels()).containsEntry("stage", "production");
    assertThat(web.source())
        .isEqualTo(
            new Workload.Source(
                "f.yaml",
                5,
                14,
                Map.of(
                    "spec.template.spec.containers[0].image", 22,
                    "spec.template.spec.initContainers[0].image", 20,
                    "spec.template.spec.volumes[1].image.reference", 26)));
    assertThat(web.images())
        .extracting(ContainerImage::container, ContainerImage::list, ContainerImage::field)
        .containsExactly(
            tuple("app", ContainerList.Main, "spec.template.spec.containers[0].image"),
            tuple("setup", ContainerList.Init, "spec.template.spec.initContainers[0].image"),
            tuple("model", ContainerList.Volume, "spec.template.spec.volumes[1].image.reference"));
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  @ParameterizedTest
  @CsvSource({
    "apps/v1,Deployment,spec.template.spec",
    "apps/v1,StatefulSet,spec.template.spec",
    "apps/v1,DaemonSet,spec.template.spec",
    "apps/v1,ReplicaSet,spec.template.spec",
    "batch/v1,Job,spec.template.spec",
    "batch/v1,CronJob,spec.jobTemplate.spec.template.spec",
    "v1,Pod,spec"
  })
  void findsThePodTemplateOfEveryKind(String version, String kind, String path) throws IOException {
    StringBuilder object = new StringBuilder("{\"containers\":[{\"name\":\"a\",\"image\":\"i\"}]}");
    String[] steps = path.split("\\.", -1);
    for (int i = steps.length - 1; i >= 0; i--) {
      object.insert(0, "{\"" + steps[i] + "\":").append('}');
    }
    String json =
        "{\"apiVersion\":\"%s\",\"kind\":\"%s\",\"metadata\":{\"name\":\"n\"},%s"
            .formatted(version, kind, object.substring(1));
    Workload workload = workloads(json).workloads().getFirst();
    assertThat(workload.namespace()).isEqualTo("default");
    assertThat(workload.images().getFirst().field()).isEqualTo(path + ".containers[0].image");
    assertThat(workloads(json.replace(version, "example.com/v1")).workloads()).isEmpty();
  }

  @Test
  void takesListsApart() throws IOException {
    Workloads read =
        workloads(
            """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: Pod
              metadata: {name: one}
              spec: {containers: [{name: a, image: i}]}
            - apiVersion: v1
              kind: Pod
              metadata: {name: two}
              spec: {containers: [{name: a, image: 5}]}
            """);
    assertThat(read.workloads()).extracting(Workload::name).containsExactly("one", "two");
    assertThat(read.workloads().get(1).source()).isEqualTo(new Workload.Source("f.yaml", 1, 8));
    assertThat(read.errors().getFirst().message())
        .isEqualTo(
            "f.yaml: document 1, line 11: spec.containers[0].image: must be text, but is the value"
                + " 5");
  }

  @Test
  void itemsOfATypedListAreOfItsKind() throws IOException {
    Workloads read =
        workloads(
            """
            apiVersion: v1
            kind: PodList
            items:
            - metadata: {name: one}
              spec: {containers: [{name: a, image: i}]}
            """);
    assertThat(read.workloads()).extracting(Workload::kind).containsExactly("Pod");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1\\na: 2|document 1, line 2: the key \"a\" is there twice",
        "kind: X|document 1, line 1: apiVersion: must be there",
        "a: b\\n---\\na: [1|document 2, line 3",
        "{{- if .Values.on }}\\nkind: X|helm template CHART",
        "kind: X\\nname: {{ .Values.name }}|helm template CHART",
        "a:\\n{{- range .Values.x }}\\n- b|helm template CHART",
        "- x|document 1, line 1: not a Kubernetes object",
        "a: &x [*x]|contains itself",
        "a: \\u0001|control character U+0001",
        "a: \\tb: c|line 1"
      })
  void namesWhatIsBroken(String text, String expected) throws IOException {
    String yaml = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0001", "\u0001");
    assertThat(broken(yaml)).startsWith("f.yaml: ").contains(expected);
  }

  @Test
  void namesContainersThatAreNoList() throws IOException {
    Workloads read =
        workloads("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers: no\n");
    assertThat(read.errors().getFirst().message())
        .isEqualTo(
            "f.yaml: document 1, line 5: spec.containers: must be a list, but is the text \"no\"");
  }

  @Test
  void boundsNestingAndAliases() throws IOException {
    assertThat(broken("a: " + "[".repeat(100_000))).contains("nested deeper than 100");
    var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [%s]%n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)));
    }
    assertThat(broken(bomb.toString())).contains("more than 2000000 values");
  }

  @Test
  void refusesTextThatIsNotUtf8() throws IOException {
    byte[] bytes = {'a', ':', '\n', (byte) 0xff};
    var file = ManifestReader.read("f.yaml", new ByteArrayInputStream(bytes));
    assertThat(file)
        .isInstanceOfSatisfying(
            ManifestFile.Broken.class,
            b -> assertThat(b.error().message()).contains("line 2: not UTF-8 text"));
  }

  @Test
  void neverThrowsForAnyText() throws IOException {
    var random = new Random(7);
    String alphabet = "ab:-[]{}&*!|>'\"%@`#,? \n\t<~0.\u0000\u00e9";
    for (int i = 0; i < 5_000; i++) {
      var text = new StringBuilder();
      for (int j = random.nextInt(40); j >= 0; j--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(read(text.toString())).isNotNull();
    }
  }

  @Test
  void mergesMappingsAndHandsOverPolicies() throws IOException {
    Workloads read =
        workloads(
            """
            apiVersion: bedplate.dev/v1alpha1
            kind: BaseImagePolicy
            base: &b {x: 1, y: 2}
            spec: {<<: *b, y: 3}
            """);
    assertThat(read.bedplate().getFirst().object().get("spec")).isEqualTo(Map.of("x", 1, "y", 3));
  }

  private static ManifestFile read(String text) throws IOException {
    return ManifestReader.read(
        "f.yaml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String broken(String text) throws IOException {
    return ((ManifestFile.Broken) read(text)).error().message();
  }

  private static Workloads workloads(String text) throws IOException {
    List<ManifestDocument> documents = ((ManifestFile.Documents) read(text)).documents();
    return Workloads.of(documents, "default", t -> new InvalidReference(t, "not parsed here"));
  }
}
