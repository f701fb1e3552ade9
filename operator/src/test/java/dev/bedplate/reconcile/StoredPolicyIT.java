package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.api.v1alpha1.BaseImagePolicy;
import dev.bedplate.api.v1alpha1.BaseImagePolicyStatus;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.fixture.MovingClock;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A policy from before the API server refused its rule. */
@NullUnmarked
@WithApiServer(fresh = true)
class StoredPolicyIT {
  private static final String POLICY =
      """
      apiVersion: bedplate.dev/v1alpha1
      kind: BaseImagePolicy
      metadata: {name: stored}
      spec: {mode: Enforce, rules: {libc: {foreignBinaries: Deny}}}
      """;

  @Test
  void S_27_a_stored_rule_that_is_not_in_force_yet_is_not_accepted(ApiServer server)
      throws Exception {
    store(server.admin());
    try (var controllers = new ControllerFixture(server, new MovingClock())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                List<Condition> conditions = conditions(controllers.client());
                assertThat(conditions)
                    .extracting(it -> it.getType() + " " + it.getStatus())
                    .containsExactly("Accepted False", "Enforcing False");
                assertThat(conditions.getFirst().getMessage())
                    .contains("spec.rules.libc.foreignBinaries: Deny is not in force yet");
              });
    }
  }

  private static List<Condition> conditions(KubernetesClient client) {
    BaseImagePolicyStatus status =
        client.resources(BaseImagePolicy.class).withName("stored").get().getStatus();
    return status == null ? List.of() : status.conditions();
  }

  /** While the definition says nothing about the rules. */
  private static void store(KubernetesClient client) throws IOException {
    CustomResourceDefinition lax =
        Serialization.unmarshal(
            Files.readString(Path.of("../crds/baseimagepolicies.bedplate.dev.yaml")),
            CustomResourceDefinition.class);
    var schema = lax.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    var rules = schema.getProperties().get("spec").getProperties().get("rules");
    rules.setXKubernetesValidations(List.of());
    rules.getProperties().get("libc").setXKubernetesValidations(List.of());
    client.resource(lax).forceConflicts().serverSideApply();
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsMatching(KubernetesClientException.class::isInstance)
        .until(() -> client.resource(POLICY).serverSideApply() != null);
  }
}
