package dev.bedplate.cluster;

import static dev.bedplate.source.fixture.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.api.v1alpha1.InspectedImage;
import dev.bedplate.catalog.RulesPolicy;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.inventory.InspectedImages;
import dev.bedplate.inventory.StoredImage.Newer;
import dev.bedplate.inventory.StoredImage.Partial;
import dev.bedplate.inventory.StoredImage.Unusable;
import dev.bedplate.inventory.StoredImage.Whole;
import dev.bedplate.policy.Policy;
import dev.bedplate.source.fixture.BuiltImage;
import dev.bedplate.source.fixture.TarWriter;
import dev.bedplate.source.registry.Misbehaviours;
import dev.bedplate.source.registry.TestRegistry;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Facts shared by several processes through a real API server. */
@WithApiServer
class InventoryIT {
  private static final Inventory.Settings WAITING =
      Inventory.Settings.DEFAULTS.waiting(Duration.ofSeconds(20));
  private static final Duration LONG = Duration.ofSeconds(20);
  private TestRegistry registry;
  private KubernetesClient client;

  @BeforeEach
  void start(ApiServer server) throws IOException {
    server.applyDefinitions();
    client = server.admin();
    registry = TestRegistry.start();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private Replica replica() {
    return new Replica(client, WAITING);
  }

  private String app(String suffix) {
    return registry.authority() + "/app" + suffix;
  }

  /** An image that no other test has. */
  private static BuiltImage app(String platform, String unique) {
    return image(platform)
        .layer(new TarWriter().file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n"))
        .layer(new TarWriter().file("app", unique))
        .build();
  }

  private static BuiltImage manyPackages(int count) {
    String status =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    "Package: library-number-%d-dev\nStatus: install ok installed\nVersion: 1\n"
                        .formatted(i))
            .collect(Collectors.joining("\n"));
    return image("linux/amd64")
        .layer(
            new TarWriter()
                .file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
                .file("var/lib/dpkg/status", status))
        .build();
  }

  private static Policy policy(String rules) {
    return RulesPolicy.of("packages", Map.of(rules, value(rules)));
  }

  private static Object value(String rule) {
    return rule.equals("max") ? 100_000 : List.of("curl");
  }

  private InspectedImageObject object(Digest manifest) {
    return client
        .resources(InspectedImageObject.class)
        .withName(InspectedImages.name(manifest))
        .get();
  }

  @Test
  void what_one_process_inspected_the_next_one_knows_without_any_request() {
    BuiltImage built = app("linux/amd64", "next");
    registry.image("app", "next", built);
    try (Replica first = replica().watching()) {
      Inspected found = first.inspect(app(":next"));
      assertThat(object(built.digest()).entry())
          .hasValueSatisfying(
              it -> {
                assertThat(it.reference()).isEqualTo(app(":next"));
                assertThat(it.image().facts()).isEqualTo(found.facts());
              });
      registry.forgetRequests();
      try (Replica restarted = replica().watching()) {
        assertThat(restarted.inspect(app("@" + built.digest())).facts()).isEqualTo(found.facts());
        assertThat(registry.requests()).isEmpty();
        assertThat(restarted.inspect(app(":next")).facts()).isEqualTo(found.facts());
        assertThat(registry.lines()).containsExactly("HEAD /v2/app/manifests/next");
      }
    }
  }

  @Test
  void the_image_of_another_process_is_the_base_of_one_with_the_same_lower_layers() {
    registry.image("app", "base", stack("lowest"));
    registry.image("app", "same-top", stack("elsewhere", "top"));
    registry.image("app", "on-base", stack("lowest", "top", "more"));
    try (Replica first = replica().watching()) {
      first.inspect(app(":base"));
      first.inspect(app(":same-top"));
    }
    try (Replica next = replica().watching()) {
      assertThat(next.inspect(app(":on-base")).facts().base().name()).isEqualTo(app(":base"));
    }
  }

  private static BuiltImage stack(String... layers) {
    var image = image("linux/amd64");
    for (String layer : layers) {
      image.layer(new TarWriter().file("stack/" + layer, layer));
    }
    return image.build();
  }

  @Test
  void an_index_that_was_resolved_before_is_known_without_any_request() {
    BuiltImage built = app("linux/amd64", "indexed");
    BuiltImage index = BuiltImage.index(app("linux/arm64", "indexed"), built);
    registry.image("app", "indexed", index);
    try (Replica first = replica().watching()) {
      first.inspect(app(":indexed"));
      registry.forgetRequests();
      try (Replica restarted = replica().watching()) {
        Inspected found = restarted.inspect(app("@" + index.digest()));
        assertThat(found.digest()).isEqualTo(built.digest());
        assertThat(found.indexDigest()).isEqualTo(index.digest());
        assertThat(registry.requests()).isEmpty();
      }
    }
  }

  @Test
  void an_image_whose_object_the_watch_has_not_told_yet_is_found_by_a_live_read() {
    BuiltImage single = app("linux/amd64", "live");
    BuiltImage child = app("linux/amd64", "live in an index");
    registry.image("app", "single", single);
    registry.image("app", "index", BuiltImage.index(child));
    try (Replica first = replica();
        Replica behind = replica()) {
      first.inspect(app(":single"));
      first.inspect(app(":index"));
      registry.forgetRequests();
      behind.inspect(app("@" + single.digest()));
      assertThat(registry.requests()).isEmpty();
      behind.inspect(app(":index"));
      assertThat(registry.count("/blobs/")).isZero();
    }
  }

  @Test
  void a_question_that_leaves_nothing_behind_writes_nothing_and_the_next_one_does() {
    BuiltImage built = app("linux/amd64", "dry");
    registry.image("app", "dry", built);
    try (Replica replica = replica().watching()) {
      replica.ask(app(":dry"), Replica.access(LONG).leavingNothing());
      assertThat(replica.inventory().underWay()).isZero();
      assertThat(object(built.digest())).isNull();
      registry.forgetRequests();
      replica.inspect(app("@" + built.digest()));
      assertThat(object(built.digest())).isNotNull();
      assertThat(registry.requests()).isEmpty();
    }
  }

  @Test
  void an_image_is_written_although_its_asker_had_no_time_to_wait_for_it() throws Exception {
    BuiltImage built = app("linux/amd64", "late");
    registry.image("app", "late", built);
    var gate = new CountDownLatch(1);
    registry.misbehave(
        "/v2/app/blobs/" + built.layers().getLast().digest(), Misbehaviours.behind(gate));
    try (Replica replica = replica().watching()) {
      assertThat(replica.ask(app("@" + built.digest()), Replica.access(Duration.ofMillis(50))))
          .isInstanceOf(Failed.class);
      gate.countDown();
      await().atMost(LONG).until(() -> object(built.digest()) != null);
    }
  }

  @Test
  void several_writers_of_one_image_lose_no_index() throws Exception {
    BuiltImage built = app("linux/amd64", "shared");
    List<BuiltImage> indexes =
        IntStream.range(0, 4)
            .mapToObj(i -> BuiltImage.index(built, app("linux/arm64", "shared " + i)))
            .toList();
    indexes.forEach(it -> registry.image("app", "x" + it.digest().shortHex(), it));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Void>> writers =
          indexes.stream()
              .map(
                  it ->
                      (Callable<Void>)
                          () -> {
                            try (Replica replica = replica()) {
                              replica.inspect(app("@" + it.digest()));
                              return null;
                            }
                          })
              .toList();
      for (var writer : threads.invokeAll(writers)) {
        writer.get();
      }
    }
    assertThat(object(built.digest()).entry().orElseThrow().indexes())
        .containsExactlyInAnyOrderElementsOf(indexes.stream().map(BuiltImage::digest).toList());
  }

  @Test
  void an_object_that_cannot_be_used_harms_no_other_and_is_written_anew() {
    BuiltImage broken = app("linux/amd64", "broken");
    BuiltImage newer = app("linux/amd64", "newer");
    BuiltImage good = app("linux/amd64", "good");
    for (BuiltImage each : List.of(broken, newer, good)) {
      registry.image("app", each.digest().shortHex(), each);
    }
    try (Replica first = replica()) {
      for (BuiltImage each : List.of(broken, newer, good)) {
        first.inspect(app("@" + each.digest()));
      }
    }
    edit(broken, "\"platform\":\"nonsense\"");
    edit(newer, "\"analyzer\":999");
    registry.forgetRequests();
    try (Replica second = replica().watching()) {
      assertThat(object(broken.digest()).stored()).isInstanceOf(Unusable.class);
      second.inspect(app("@" + good.digest()));
      assertThat(registry.requests()).isEmpty();
      second.inspect(app("@" + broken.digest()));
      assertThat(object(broken.digest()).stored()).isInstanceOf(Whole.class);
      second.inspect(app("@" + newer.digest()));
      assertThat(object(newer.digest()).stored()).isEqualTo(new Newer(999));
    }
  }

  private void edit(BuiltImage image, String spec) {
    client
        .resources(InspectedImage.class)
        .withName(InspectedImages.name(image.digest()))
        .patch(InventoryRequests.PATCH, "{\"spec\":{" + spec + "}}");
  }

  @Test
  void facts_that_were_cut_serve_until_a_policy_asks_for_what_is_missing() {
    BuiltImage built = manyPackages(3_000);
    registry.image("app", "large", built);
    try (Replica first = replica()) {
      first.inspect(app(":large"));
    }
    String raw =
        client.raw(
            "/apis/bedplate.dev/v1alpha1/inspectedimages/" + InspectedImages.name(built.digest()));
    assertThat(raw.getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(InspectedImages.MAX_BYTES);
    assertThat(object(built.digest()).stored()).isInstanceOf(Partial.class);
    registry.forgetRequests();
    try (Replica counting = replica().under(policy("max")).watching();
        Replica naming = replica().under(policy("deny")).watching()) {
      assertThat(counting.inspect(app("@" + built.digest())).facts().packages().count())
          .isEqualTo(3_000);
      assertThat(registry.requests()).isEmpty();
      assertThat(naming.inspect(app("@" + built.digest())).facts().packages().names())
          .hasSize(3_000);
    }
  }

  @Test
  void what_could_not_be_noted_is_noted_when_the_right_comes_back(ApiServer server) {
    BuiltImage built = app("linux/amd64", "rightless");
    registry.image("app", "rightless", built);
    var binding =
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName("inventory-writer")
            .endMetadata()
            .addNewSubject(null, "ServiceAccount", "inventory", "default")
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
            .build();
    try (KubernetesClient account = server.serviceAccount("default", "inventory");
        Replica replica = new Replica(account, Inventory.Settings.DEFAULTS)) {
      replica.inspect(app(":rightless"));
      await().until(() -> replica.inventory().underWay() == 1);
      client.resource(binding).create();
      await().atMost(Duration.ofSeconds(60)).until(() -> replica.inventory().written() == 1);
      assertThat(object(built.digest()).stored()).isInstanceOf(Whole.class);
      assertThat(replica.inventory().lost()).isZero();
    } finally {
      client.resource(binding).delete();
    }
  }

  @Test
  void an_api_server_that_is_gone_stops_no_answer() {
    registry.image("app", "alone", app("linux/amd64", "alone"));
    var nowhere = new ConfigBuilder().withMasterUrl("http://127.0.0.1:1").build();
    try (KubernetesClient gone = new KubernetesClientBuilder().withConfig(nowhere).build();
        Replica replica = new Replica(gone, WAITING)) {
      assertThat(replica.ask(app(":alone"), Replica.access(Duration.ofSeconds(3))))
          .isInstanceOf(Inspected.class);
    }
  }
}
