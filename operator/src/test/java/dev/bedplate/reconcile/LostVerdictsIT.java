package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Every workload that there is has a verdict, and nothing else has one. */
@WithApiServer
class LostVerdictsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private final List<String> created = new CopyOnWriteArrayList<>();

  private static void policy(ControllerFixture controllers, String namespace) {
    controllers.apply(
        """
        apiVersion: bedplate.dev/v1alpha1
        kind: BaseImagePolicy
        metadata: {name: %1$s}
        spec:
          match: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}}
          rules: {distributions: {deny: [{id: alpine}]}}
        """
            .formatted(namespace));
  }

  private String pod(ControllerFixture controllers, String namespace, String name) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("app")
            .withImage(controllers.registry().authority() + "/app:1")
            .endContainer()
            .endSpec()
            .build();
    String uid = controllers.client().resource(pod).create().getMetadata().getUid();
    created.add(uid);
    return uid;
  }

  private static void delete(KubernetesClient client, String namespace, String name) {
    client.pods().inNamespace(namespace).withName(name).withGracePeriod(0).delete();
  }

  /** Of all that ever were, those have a verdict that are there; and they show it. */
  private void awaitTrue(ControllerFixture controllers, String namespace) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<Pod> there =
                  controllers.client().pods().inNamespace(namespace).list().getItems();
              assertThat(judged(controllers))
                  .containsExactlyInAnyOrderElementsOf(
                      there.stream().map(it -> it.getMetadata().getUid()).toList());
              assertThat(there)
                  .allSatisfy(
                      it ->
                          assertThat(it.getMetadata().getLabels())
                              .containsEntry("bedplate.dev/verdict", "Violating"));
            });
  }

  private List<String> judged(ControllerFixture controllers) {
    VerdictBoard board = controllers.reconcilers().board();
    return created.stream().filter(it -> board.line(it).isPresent()).toList();
  }

  @Test
  void S_36_who_takes_the_name_of_another_that_is_being_judged_is_judged_too(ApiServer server)
      throws Exception {
    server.createNamespace("reborn", Map.of());
    try (var controllers = new ControllerFixture(server, Clock.systemUTC())) {
      controllers.push("app", "1", "alpine", "3.20.3");
      policy(controllers, "reborn");
      var asked = new CountDownLatch(1);
      var answered = new CountDownLatch(1);
      controllers.beforeVerdicts(
          workload -> {
            if (asked.getCount() > 0 && "reborn".equals(workload.namespace())) {
              asked.countDown();
              uninterrupted(answered);
            }
          });
      String first = pod(controllers, "reborn", "web");
      asked.await();
      delete(controllers.client(), "reborn", "web");
      String second = pod(controllers, "reborn", "web");
      // The watch tells of a third object after these two.
      pod(controllers, "reborn", "other");
      await().atMost(PATIENCE).until(() -> !judged(controllers).isEmpty());
      answered.countDown();
      awaitTrue(controllers, "reborn");
      assertThat(judged(controllers)).contains(second).doesNotContain(first);
    }
  }

  @Test
  void S_36_many_that_come_and_go_leave_nothing_behind(ApiServer server) throws Exception {
    server.createNamespace("restless", Map.of());
    try (var controllers = new ControllerFixture(server, Clock.systemUTC())) {
      controllers.push("app", "1", "alpine", "3.20.3");
      policy(controllers, "restless");
      var slow = new Semaphore(2);
      controllers.beforeVerdicts(
          _ -> {
            slow.acquireUninterruptibly();
            try {
              Thread.sleep(5);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            } finally {
              slow.release();
            }
          });
      try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> coming = new ArrayList<>();
        for (int person = 0; person < 8; person++) {
          int seed = person;
          coming.add(people.submit(() -> comeAndGo(controllers, "web-" + seed + "-", seed)));
        }
        for (Future<?> one : coming) {
          one.get();
        }
      }
      awaitTrue(controllers, "restless");
    }
  }

  private void comeAndGo(ControllerFixture controllers, String prefix, int seed) {
    var random = new SplittableRandom(seed);
    var there = new boolean[3];
    for (int i = 0; i < 60; i++) {
      int one = random.nextInt(there.length);
      if (there[one]) {
        delete(controllers.client(), "restless", prefix + one);
      } else {
        pod(controllers, "restless", prefix + one);
      }
      there[one] = !there[one];
    }
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
