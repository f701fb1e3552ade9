package dev.bedplate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.api.v1alpha1.InspectedImage;
import dev.bedplate.fixture.MockCluster;
import dev.bedplate.fixture.MovingClock;
import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.ImageSize;
import dev.bedplate.image.Packages;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.Choice;
import dev.bedplate.inspect.KnownImage;
import dev.bedplate.inspect.MemoryCache;
import dev.bedplate.inspect.base.BaseCandidate;
import dev.bedplate.inspect.filesystem.EntryTable;
import dev.bedplate.inspect.filesystem.LayerFiles;
import dev.bedplate.inspect.layer.LayerFacts;
import dev.bedplate.inspect.layer.LayerFormat;
import dev.bedplate.inventory.InspectedImages;
import dev.bedplate.inventory.StoredFixture;
import dev.bedplate.inventory.StoredImage.Chosen;
import dev.bedplate.inventory.StoredImage.Partial;
import dev.bedplate.source.ReferenceParser;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What memory and the objects of the cluster know together, and which of them comes first. */
class ClusterFactsTest {
  private static final KubernetesSerialization JSON = new KubernetesSerialization();
  private static final Platform AMD64 = new Platform("linux", "amd64", null);
  private static final Platform ARM64 = new Platform("linux", "arm64", null);
  private static final ImageFacts SMALL = StoredFixture.entry(List.of()).image().facts();
  private static final LayerFacts LAYER =
      new LayerFacts(
          digest(11),
          digest(11),
          1,
          LayerFormat.Tar,
          1,
          1,
          new LayerFiles(new EntryTable.Builder().build(), Map.of(), 1),
          Map.of(),
          Map.of(),
          Map.of());
  private final MockCluster cluster = new MockCluster();
  private final MovingClock clock = new MovingClock();
  private final InventoryView view = new InventoryView(cluster.client(), clock);
  private final List<Digest> searched = new ArrayList<>();
  private final ClusterFacts facts =
      new ClusterFacts(
          new MemoryCache(1 << 20),
          view,
          digest -> {
            searched.add(digest);
            return view.find(digest);
          },
          List::of);

  @AfterEach
  void stop() {
    view.close();
    cluster.close();
  }

  private void watch() {
    view.start();
    await().until(view::synced);
  }

  private static Digest digest(int number) {
    return new Digest("sha256", "%064x".formatted(number));
  }

  private static List<Digest> digests(int... numbers) {
    return IntStream.of(numbers).mapToObj(ClusterFactsTest::digest).toList();
  }

  private static ImageFacts facts(List<Digest> diffIds, Packages packages) {
    List<ImageSize.Layer> layers =
        diffIds.stream().map(it -> new ImageSize.Layer(it, it, 1, 1L, null, false)).toList();
    return new ImageFacts(
        SMALL.distribution(),
        SMALL.libc(),
        SMALL.busybox(),
        packages,
        SMALL.tools(),
        new ImageSize(1, 1L, 1L, 0L, layers),
        SMALL.base(),
        SMALL.foreignBinaries(),
        SMALL.config(),
        SMALL.completeness(),
        SMALL.evidence());
  }

  private static KnownImage image(Platform platform, int... layers) {
    return new KnownImage(platform, facts(digests(layers), SMALL.packages()));
  }

  private static InspectedImage object(
      String name, int manifest, KnownImage image, List<Digest> indexes, Chosen... choices) {
    return InspectedImages.of(
        ReferenceParser.parseRegistry("registry.example/" + name),
        digest(manifest),
        image,
        indexes,
        List.of(choices));
  }

  private static InspectedImageObject read(InspectedImage object) {
    return JSON.unmarshal(JSON.asJson(object), InspectedImageObject.class);
  }

  private void store(String name, int manifest, KnownImage image, int... indexes) {
    cluster.client().resource(object(name, manifest, image, digests(indexes))).create();
  }

  @Test
  void what_was_put_is_known_without_a_search() {
    watch();
    facts.putImage(digest(1), image(AMD64, 11));
    facts.putChoice(digest(9), AMD64, new Choice(digests(1), true));
    facts.putBelow(new BaseCandidate("own", null, digests(11)));
    facts.putLayer(digest(11), LAYER);

    assertThat(facts.image(digest(1))).contains(image(AMD64, 11));
    assertThat(facts.layer(digest(11))).containsSame(LAYER);
    assertThat(searched).isEmpty();
    assertThat(facts.choice(digest(9), AMD64)).contains(new Choice(digests(1), true));
    assertThat(facts.below(digests(11, 12)).map(BaseCandidate::name)).contains("own");
    assertThat(cluster.requests()).noneMatch(it -> !it.startsWith("GET "));
  }

  @Test
  void an_image_of_the_cluster_is_found() {
    store("app:1", 1, image(AMD64, 11));
    watch();

    assertThat(facts.image(digest(1)).map(it -> it.facts().size().diffIds())).contains(digests(11));
    assertThat(facts.image(digest(2))).isEmpty();
    assertThat(searched).containsExactly(digest(1), digest(2));
  }

  @Test
  void an_index_offers_what_an_object_says_about_all_of_it() {
    var alone = new Chosen(digest(9), AMD64, digests(1));
    var both = new Chosen(digest(8), ARM64, digests(2, 1));
    cluster
        .client()
        .resource(object("app:1", 1, image(AMD64, 11), digests(8, 9), alone, both))
        .create();
    watch();

    assertThat(facts.choice(digest(9), AMD64)).contains(new Choice(digests(1), true));
    assertThat(facts.choice(digest(8), ARM64)).contains(new Choice(digests(2, 1), true));
    assertThat(facts.choice(digest(9), ARM64)).isEmpty();
    assertThat(facts.choice(digest(8), AMD64)).isEmpty();
    assertThat(facts.choice(digest(7), AMD64)).isEmpty();
  }

  @Test
  void an_object_of_an_earlier_version_knows_its_index_but_not_what_else_could_run_of_it() {
    store("app:1", 1, image(AMD64, 11), 9);
    watch();

    assertThat(facts.image(digest(1))).isPresent();
    assertThat(facts.choice(digest(9), AMD64)).isEmpty();
    facts.putChoice(digest(9), AMD64, new Choice(digests(1, 2), true));
    assertThat(facts.choice(digest(9), AMD64)).contains(new Choice(digests(1, 2), true));
  }

  @Test
  void an_image_of_the_cluster_that_has_the_most_layers_is_below() {
    store("low:1", 1, image(AMD64, 11));
    store("high:1@" + digest(2), 2, image(AMD64, 11, 12), 7, 8);
    store("same-top:1", 3, image(AMD64, 15, 13));
    watch();

    assertThat(facts.below(digests(11, 12, 13)))
        .contains(new BaseCandidate("registry.example/high:1", digest(8), digests(11, 12)));
    assertThat(facts.below(digests(11, 12)))
        .as("not the image itself, and the manifest where there is no index")
        .contains(new BaseCandidate("registry.example/low:1", digest(1), digests(11)));
    assertThat(facts.below(digests(14, 13, 12))).as("another one below").isEmpty();
    assertThat(facts.below(digests(11))).isEmpty();
  }

  @Test
  void of_as_many_layers_the_clusters_first_by_name_is_below_and_an_own_one_of_more() {
    store("b:1", 1, image(AMD64, 11, 12));
    store("a:1", 2, image(AMD64, 11, 12));
    watch();
    List<Digest> image = digests(11, 12, 13, 14);
    String first = "registry.example/a:1";

    facts.putBelow(new BaseCandidate("less", null, digests(11)));
    assertThat(facts.below(image).map(BaseCandidate::name)).contains(first);
    facts.putBelow(new BaseCandidate("as-many", null, digests(11, 12)));
    assertThat(facts.below(image).map(BaseCandidate::name)).contains(first);
    facts.putBelow(new BaseCandidate("more", null, digests(11, 12, 13)));
    assertThat(facts.below(image).map(BaseCandidate::name)).contains("more");
  }

  @Test
  void an_image_whose_facts_were_cut_is_below_none() {
    List<String> names = Collections.nCopies(3_000, "library-with-a-long-name");
    var packages = new Packages("dpkg", false, names.size(), false, names);
    store("cut:1", 1, new KnownImage(AMD64, facts(digests(11), packages)));
    watch();

    assertThat(view.find(digest(1)).orElseThrow().stored()).isInstanceOf(Partial.class);
    assertThat(facts.image(digest(1))).as("no policy asks for names").isPresent();
    assertThat(facts.below(digests(11, 12))).isEmpty();
  }

  @Test
  void what_is_ahead_of_the_watch_counts_for_a_minute() {
    watch();
    view.ahead(read(object("app:1", 1, image(AMD64, 11), List.of())));
    clock.advance(Duration.ofSeconds(59));
    assertThat(facts.image(digest(1))).isPresent();
    clock.advance(Duration.ofSeconds(1));
    assertThat(facts.image(digest(1))).isEmpty();
  }

  @Test
  void what_is_ahead_of_the_watch_counts_until_the_watch_tells() {
    watch();
    view.ahead(read(object("app:1", 1, image(AMD64, 11), List.of())));
    store("app:1", 1, image(AMD64, 11), 9);

    await()
        .untilAsserted(
            () ->
                assertThat(view.find(digest(1)).flatMap(InspectedImageObject::entry))
                    .hasValueSatisfying(it -> assertThat(it.indexes()).containsExactly(digest(9))));
  }

  @Test
  void of_very_many_that_are_ahead_of_the_watch_the_older_ones_are_forgotten() {
    watch();
    for (int i = 0; i <= 1000; i++) {
      view.ahead(read(object("app:1", i, image(AMD64, 11), List.of())));
    }
    assertThat(facts.image(digest(0))).isEmpty();
    assertThat(facts.image(digest(1000))).isPresent();
  }
}
