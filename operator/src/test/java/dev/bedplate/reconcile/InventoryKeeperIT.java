package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.ImageUse;
import dev.bedplate.cluster.InspectedImageObject;
import dev.bedplate.cluster.Inventory;
import dev.bedplate.cluster.Replica;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.image.Digest;
import dev.bedplate.inspect.distribution.LifecycleResource;
import dev.bedplate.inventory.InspectedImages;
import dev.bedplate.source.fixture.MovableClock;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Objects of images as the leader keeps them, on a real API server. */
@WithApiServer(fresh = true)
class InventoryKeeperIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Inventory.Settings WAITING =
      Inventory.Settings.DEFAULTS.waiting(Duration.ofSeconds(20));
  private final MovableClock clock = new MovableClock();

  private InventoryKeeper keeper(Replica replica, Reconcilers reconcilers) {
    return new InventoryKeeper(
        replica.inventory(),
        reconcilers,
        LifecycleResource.load()::lifecycle,
        InventoryKeeper.Settings.DEFAULTS,
        clock);
  }

  private static InspectedImageObject object(ApiServer server, Digest manifest) {
    return server
        .admin()
        .resources(InspectedImageObject.class)
        .withName(InspectedImages.name(manifest))
        .get();
  }

  private static void until(InventoryKeeper keeper, BooleanSupplier wanted) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              keeper.pass();
              return wanted.getAsBoolean();
            });
  }

  private static boolean used(ApiServer server, Digest manifest, int workloads) {
    return Integer.valueOf(workloads).equals(object(server, manifest).use().workloads());
  }

  @Test
  void an_object_says_how_many_workloads_use_its_image_and_goes_a_day_after_the_last(
      ApiServer server) throws Exception {
    server.createNamespace("kept", Map.of());
    try (var controllers = new ControllerFixture(server, Clock.systemUTC());
        Replica replica = new Replica(server.admin(), WAITING).watching()) {
      controllers.push("kept", "1", "alpine", "3.10.1");
      Digest image = replica.inspect(controllers.registry().authority() + "/kept:1").digest();
      HasMetadata one = controllers.deployment("kept", "one", "kept:1");
      HasMetadata two = controllers.deployment("kept", "two", "kept:1");
      InventoryKeeper keeper = keeper(replica, controllers.reconcilers());

      until(keeper, () -> used(server, image, 2));
      ImageUse use = object(server, image).use();
      assertThat(use.lifecycle()).isEqualTo("EndOfLife");
      assertThat(use.lastReferenced()).isNotNull();

      until(keeper, () -> keeper.pass() == 0);
      String version = object(server, image).getMetadata().getResourceVersion();
      keeper.pass();
      assertThat(object(server, image).getMetadata().getResourceVersion()).isEqualTo(version);

      server.admin().resource(one).delete();
      server.admin().resource(two).delete();
      until(keeper, () -> used(server, image, 0));
      until(keeper, () -> keeper.pass() == 0);
      clock.pass(Duration.ofHours(23));
      keeper.pass();
      assertThat(object(server, image)).isNotNull();
      clock.pass(Duration.ofHours(1));
      until(keeper, () -> object(server, image) == null);
    }
  }

  @Test
  void nothing_is_removed_before_every_workload_was_judged(ApiServer server) throws Exception {
    try (var controllers = new ControllerFixture(server, Clock.systemUTC());
        Replica replica = new Replica(server.admin(), WAITING).watching()) {
      controllers.push("unjudged", "1", "alpine", "3.10.2");
      Digest image = replica.inspect(controllers.registry().authority() + "/unjudged:1").digest();
      await().atMost(PATIENCE).until(() -> !replica.inventory().objects().isEmpty());
      clock.pass(Duration.ofDays(2));
      var lifecycles = LifecycleResource.load();
      var hasty =
          new InventoryKeeper(
              replica.inventory(),
              () -> false,
              Map::of,
              lifecycles::lifecycle,
              InventoryKeeper.Settings.DEFAULTS,
              clock);

      assertThat(hasty.pass()).isZero();
      assertThat(object(server, image)).isNotNull();

      until(keeper(replica, controllers.reconcilers()), () -> object(server, image) == null);
    }
  }

  @Test
  void an_object_that_changed_since_it_was_seen_is_not_removed(ApiServer server) throws Exception {
    try (var controllers = new ControllerFixture(server, Clock.systemUTC());
        Replica replica = new Replica(server.admin(), WAITING)) {
      controllers.push("changed", "1", "alpine", "3.10.3");
      Digest image = replica.inspect(controllers.registry().authority() + "/changed:1").digest();
      InspectedImageObject seen = object(server, image);
      replica.inventory().report(seen, new ImageUse(1, clock.instant(), "Supported"));

      replica.inventory().remove(seen);

      assertThat(object(server, image)).isNotNull();
      replica.inventory().remove(object(server, image));
      assertThat(object(server, image)).isNull();
    }
  }
}
