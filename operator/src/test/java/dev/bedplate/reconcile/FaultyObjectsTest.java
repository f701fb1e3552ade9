package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.check.Checked;
import dev.bedplate.cluster.InspectedImageObject;
import dev.bedplate.cluster.Inventory;
import dev.bedplate.fixture.MockCluster;
import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.MemoryCache;
import dev.bedplate.inventory.InspectedImages;
import dev.bedplate.inventory.StoredFixture;
import dev.bedplate.inventory.StoredImage;
import dev.bedplate.policy.Report;
import dev.bedplate.policy.Verdict;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import java.time.LocalDate;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is thrown at one image or object leaves the controller its other work. */
@SuppressWarnings("NullAway") // Of a map that is overridden to throw.
class FaultyObjectsTest {
  private static final StoredImage.Entry KNOWN = StoredFixture.entry(List.of());

  @Test
  void S_31_a_workload_shows_its_verdict_although_a_lifecycle_throws() {
    var image =
        new ContainerImage("app", ContainerList.Main, "image", new InvalidReference("app", ""));
    var workload = new Workload("Pod", "n", "w", Map.of(), null, List.of(image), null);
    var found =
        new Inspected(
            image.reference(),
            KNOWN.digest(),
            null,
            new Platform("linux", "amd64", null),
            KNOWN.image().facts());
    var checked =
        new Checked(
            new Report(workload, new Verdict.Compliant(), false), Map.of(image, List.of(found)));
    Marks marks =
        new MarksComposer(
                (_, _) -> {
                  throw new IllegalStateException("lifecycle");
                })
            .compose(checked, 0, LocalDate.of(2026, 11, 24));
    assertThat(marks.verdict()).isEqualTo("Compliant");
    assertThat(marks.annotations().get(Marks.CONTAINERS)).contains("\"lifecycle\":\"Unknown\"");
  }

  @Test
  void S_31_an_inspected_image_that_throws_leaves_the_others_looked_after() {
    Digest faulty = Digest.of("sha256:" + "aa".repeat(32));
    Digest sound = Digest.of("sha256:" + "bb".repeat(32));
    try (var cluster = new MockCluster();
        var inventory =
            new Inventory(
                cluster.client(),
                new MemoryCache(1 << 20),
                List::of,
                Inventory.Settings.DEFAULTS,
                Clock.systemUTC())) {
      for (Digest digest : List.of(faulty, sound)) {
        var object = new InspectedImageObject();
        object.setApiVersion("bedplate.dev/v1alpha1");
        object.setKind("InspectedImage");
        object.setMetadata(
            new ObjectMetaBuilder()
                .withName(InspectedImages.name(digest))
                .withCreationTimestamp(Clock.systemUTC().instant().toString())
                .build());
        cluster.client().resources(InspectedImageObject.class).resource(object).create();
      }
      inventory.start();
      await().until(() -> inventory.synced() && inventory.objects().size() == 2);
      var uses =
          new AbstractMap<Digest, Integer>() {
            @Override
            public Set<Map.Entry<Digest, Integer>> entrySet() {
              return Map.of(sound, 1).entrySet();
            }

            @Override
            public Integer getOrDefault(Object key, Integer otherwise) {
              if (key.equals(faulty)) {
                throw new IllegalStateException("uses");
              }
              return super.getOrDefault(key, otherwise);
            }
          };
      var keeper =
          new InventoryKeeper(
              inventory,
              () -> true,
              () -> uses,
              (_, _) -> {
                throw new IllegalStateException("lifecycle");
              },
              InventoryKeeper.Settings.DEFAULTS,
              Clock.systemUTC());
      keeper.pass();
      assertThat(cluster.requests())
          .anyMatch(it -> it.startsWith("PATCH ") && it.contains(InspectedImages.name(sound)));
    }
  }
}
