package dev.bedplate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.cluster.PolicyObject.BaseImagePolicyObject;
import dev.bedplate.fixture.MockCluster;
import dev.bedplate.policy.Policy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterViewTest {
  private final MockCluster cluster = new MockCluster();
  private final CountDownLatch slow = new CountDownLatch(1);
  private final CountDownLatch compiling = new CountDownLatch(1);
  private final ClusterView view =
      new ClusterView(cluster.client(), List.of(), new CompiledPolicies(this::compiled));

  @AfterEach
  void stop() {
    slow.countDown();
    view.close();
    cluster.close();
  }

  private Compilation compiled(PolicyObject object) {
    if (object.getMetadata().getName().equals("slow")) {
      compiling.countDown();
      try {
        assertThat(slow.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return CompiledPolicies.compile(object);
  }

  private void create(String name) {
    var policy =
        Serialization.unmarshal(
            """
            apiVersion: bedplate.dev/v1alpha1
            kind: BaseImagePolicy
            metadata: {name: %s, uid: %s, generation: 1}
            spec: {mode: Enforce, rules: {libc: {deny: [Musl]}}}
            """
                .formatted(name, name),
            BaseImagePolicyObject.class);
    cluster.client().resource(policy).create();
  }

  private List<String> names() {
    return view.catalog().policies().stream().map(Policy::name).toList();
  }

  @Test
  void S_39_what_was_in_force_decides_while_a_new_policy_is_compiled() throws Exception {
    create("first");
    view.start();
    await().until(() -> view.synced() && names().equals(List.of("first")));
    create("slow");
    assertThat(compiling.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(CompletableFuture.supplyAsync(this::names))
        .succeedsWithin(Duration.ofSeconds(5))
        .isEqualTo(List.of("first"));
    slow.countDown();
    await().until(() -> names().equals(List.of("first", "slow")));
  }
}
