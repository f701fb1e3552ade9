package dev.bedplate.workload.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverlookedTest {
  private static final String POD = "{containers: [{name: a, image: i}]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "apps/v1 ~ Deployment ~ {template: {spec: {contaners: [{image: i}], hostPID: true}}} ~ spec.template.spec: holds no containers, so none is judged; it has: contaners, hostPID",
        "batch/v1 ~ CronJob ~ {jobTemplate: {spec: {template: {spec: {Containers: [{image: i}]}}}}} ~ spec.jobTemplate.spec.template.spec: holds no containers",
        "v1 ~ Pod ~ {containers: [], hostNetwork: true} ~ spec: holds no containers, so none is judged; it has: containers, hostNetwork",
        "v1 ~ Pod ~ {containers: [{name: a, image: i}, {name: b, imgae: j}]} ~ spec.containers[1]: names no image",
        "v1 ~ Pod ~ {initContainers: [{name: a}], containers: [{image: i}]} ~ spec.initContainers[0]: names no image",
        "v1 ~ Pod ~ {containers: [{image: ''}]} ~ spec.containers[0]: names no image",
        "apps/v1 ~ Deploymnt ~ {template: {spec: POD}} ~ spec.template.spec: holds containers, but Deploymnt of apps/v1 is no kind that is judged (Deployment, StatefulSet,",
        "apps/v1 ~ deployment ~ {template: {spec: POD}} ~ spec.template.spec: holds containers, but deployment of apps/v1",
        "extensions/v1beta1 ~ Deployment ~ {template: {spec: POD}} ~ spec.template.spec: holds containers, but Deployment of extensions/v1beta1",
        "v1 ~ ReplicationController ~ {template: {spec: POD}} ~ spec.template.spec: holds containers",
        "argoproj.io/v1alpha1 ~ Rollout ~ {template: {spec: {initContainers: [{image: i}]}}} ~ spec.template.spec: holds containers",
        "example.com/v1 ~ Fleet ~ {groups: [{size: 1}, {pod: POD}]} ~ spec.groups[1].pod: holds containers"
      })
  void whatIsNotJudgedIsToldWithItsPlace(String version, String kind, String spec, String note)
      throws IOException {
    assertThat(notes(version, kind, spec))
        .singleElement()
        .asString()
        .startsWith("f.yaml: document 1, line 1: " + note);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apps/v1 ~ Deployment ~ {template: {spec: POD}}",
        "v1 ~ Pod ~ {initContainers: [{image: i}], containers: [{image: j}], volumes: [{name: v}]}",
        "v1 ~ ConfigMap ~ {data: {a: 'containers: [{image: i}]'}}",
        "apiextensions.k8s.io/v1 ~ CustomResourceDefinition ~ {containers: {items: {image: string}}}",
        "example.com/v1 ~ Ship ~ {containers: [{length: 40}]}",
        "example.com/v1 ~ Ship ~ {containers: 7}",
        "bedplate.dev/v1alpha1 ~ BaseImagePolicy ~ {match: {containers: [Main]}}"
      })
  void everythingElseIsLeftAlone(String manifest) throws IOException {
    String[] parts = manifest.split(" ~ ", -1);
    assertThat(notes(parts[0], parts[1], parts[2])).isEmpty();
  }

  private static List<String> notes(String version, String kind, String spec) throws IOException {
    String text =
        "{apiVersion: %s, kind: %s, metadata: {name: n}, spec: %s}"
            .formatted(version, kind, spec.replace("POD", POD));
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    ManifestFile.Documents read = (ManifestFile.Documents) ManifestReader.read("f.yaml", in);
    return read.documents().stream()
        .flatMap(it -> Overlooked.in(it).stream())
        .map(ManifestError::message)
        .toList();
  }
}
