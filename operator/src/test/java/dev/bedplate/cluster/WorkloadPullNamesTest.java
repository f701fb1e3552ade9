package dev.bedplate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.source.keychain.PullNames;
import dev.bedplate.workload.manifest.WorkloadKind;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadPullNamesTest {
  private static final String POD =
      "{imagePullSecrets: [{name: a}], serviceAccountName: robot, containers: [{image: x}]}";

  private static String spec(WorkloadKind kind) {
    String[] steps = kind.podSpec().split("\\.", -1);
    String spec = POD;
    for (int i = steps.length - 1; i > 0; i--) {
      spec = "{" + steps[i] + ": " + spec + "}";
    }
    return spec;
  }

  @ParameterizedTest
  @EnumSource(WorkloadKind.class)
  void a_watched_object_of_every_kind_names_its_pull_secrets(WorkloadKind kind) {
    WorkloadObject object =
        new KubernetesSerialization()
            .unmarshal(
                "---\n{kind: %s, metadata: {name: w, namespace: ns}, spec: %s}"
                    .formatted(kind, spec(kind)),
                WorkloadObject.typeOf(kind));

    assertThat(WorkloadPullNames.of(object)).isEqualTo(new PullNames("ns", List.of("a"), "robot"));
  }

  @Test
  void the_object_under_review_does_too() {
    Map<String, Object> pod =
        Map.of("spec", Map.of("imagePullSecrets", List.of(Map.of("name", "a"))));

    assertThat(WorkloadPullNames.of("v1", "Pod", "ns", pod))
        .isEqualTo(new PullNames("ns", List.of("a"), "default"));
    assertThat(WorkloadPullNames.of("v1", "Service", "ns", pod))
        .isEqualTo(new PullNames("ns", List.of(), "default"));
  }
}
