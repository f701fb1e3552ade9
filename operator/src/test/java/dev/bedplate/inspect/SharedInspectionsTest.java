package dev.bedplate.inspect;

import static dev.bedplate.source.fixture.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.inspect.layer.Room;
import dev.bedplate.source.Access;
import dev.bedplate.source.Credential;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.ResolvedTags;
import dev.bedplate.source.Traffic;
import dev.bedplate.source.fixture.BuiltImage;
import dev.bedplate.source.fixture.MovableClock;
import dev.bedplate.source.fixture.TarWriter;
import dev.bedplate.source.registry.Misbehaviours;
import dev.bedplate.source.registry.RegistryConfiguration;
import dev.bedplate.source.registry.RegistrySource;
import dev.bedplate.source.registry.TestRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedInspectionsTest {
  private static final Platform AMD64 = new Platform("linux", "amd64", null);
  private static final Duration TAG_AGE = Duration.ofSeconds(10);
  private static final Keychain ADA = image -> Optional.of(new Credential("ada", "a"));
  private static final Keychain BOB = image -> Optional.of(new Credential("bob", "b"));
  private static final TarWriter DEBIAN =
      new TarWriter().file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
  private static final BuiltImage BASE = image().layer(DEBIAN).build();
  private static final BuiltImage APP =
      image().layer(DEBIAN).layer(new TarWriter().file("app", "x")).build();
  private static final BuiltImage NEXT =
      image().layer(DEBIAN).layer(new TarWriter().file("app", "y")).build();

  private final MovableClock clock = new MovableClock();
  private final BlockingQueue<Inspected> noted = new LinkedBlockingQueue<>();
  private final BlockingQueue<Platform> notedFor = new LinkedBlockingQueue<>();
  private final FactsCache cache = new MemoryCache(1 << 24);
  private final List<ImageReference> candidates = new ArrayList<>();
  private final Semaphore candidateChanges = new Semaphore(0);
  private TestRegistry registry;
  private TestRegistry elsewhere;
  private RegistrySource source;
  private ResolvedTags tags;
  private BackgroundCandidates background;
  private SharedInspections inspections;

  @BeforeEach
  void start() throws IOException {
    registry = TestRegistry.start();
    elsewhere = TestRegistry.start();
    source =
        RegistrySource.reportingThrottling(
            RegistryConfiguration.NONE, Map.of(), Limits.DEFAULTS.documentBytes(), clock);
    var settings =
        new ResolvedTags.Settings(
            Duration.ofHours(1), Duration.ofSeconds(20), Duration.ofSeconds(30), 100, 100);
    tags = new ResolvedTags(source, settings, clock);
    background =
        new BackgroundCandidates(
            BackgroundCandidates.Settings.DEFAULTS, candidateChanges::release, clock);
    inspections = inspections(SharedInspections.Settings.DEFAULTS);
  }

  private SharedInspections inspections(SharedInspections.Settings settings) {
    Inspector inspector = inspector();
    var parts = new SharedInspections.Parts(inspector, inspector, tags, this::note);
    return new SharedInspections(parts, settings, clock);
  }

  private void note(Platform asked, Inspected inspected, Deadline deadline) {
    notedFor.add(asked);
    noted.add(inspected);
  }

  private Inspector inspector() {
    return new Inspector(
        new Sources(() -> tags, () -> tags, () -> tags),
        Limits.DEFAULTS,
        new Room(Long.MAX_VALUE),
        cache,
        Progress.NONE,
        () -> candidates,
        ReferenceParser::parse,
        background);
  }

  @AfterEach
  void stop() {
    inspections.close();
    background.close();
    tags.close();
    source.close();
    registry.close();
    elsewhere.close();
  }

  private String app(String suffix) {
    return registry.authority() + "/team/app" + suffix;
  }

  private Inspection inspect(String reference) {
    return inspect(reference, Keychain.ANONYMOUS, Duration.ofSeconds(30));
  }

  private Inspection inspect(String reference, Keychain keychain, Duration budget) {
    var access = new Access(keychain, Deadline.in(budget, clock), new Traffic(), TAG_AGE);
    return inspections.inspect(ReferenceParser.parse(reference), AMD64, access).getFirst();
  }

  private Optional<Inspected> known(String reference) {
    var access =
        new Access(
            Keychain.ANONYMOUS, Deadline.in(Duration.ofSeconds(30), clock), new Traffic(), TAG_AGE);
    return inspections
        .known(ReferenceParser.parse(reference), AMD64, access)
        .map(it -> (Inspected) it.getFirst());
  }

  private Inspected inspected(String reference) {
    Inspection inspection = inspect(reference);
    assertThat(inspection).isInstanceOf(Inspected.class);
    return (Inspected) inspection;
  }

  private static Failed failed(Inspection inspection) {
    assertThat(inspection).isInstanceOf(Failed.class);
    return (Failed) inspection;
  }

  private static String blob(Digest digest) {
    return "/v2/team/app/blobs/" + digest;
  }

  private static Digest lastLayer(BuiltImage image) {
    return image.layers().getLast().digest();
  }

  private static <T> List<T> atOnce(int count, Callable<T> work) throws Exception {
    List<Future<T>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        answers.add(threads.submit(work));
      }
    }
    List<T> results = new ArrayList<>();
    for (Future<T> answer : answers) {
      results.add(answer.get());
    }
    return results;
  }

  private static void await(TestRegistry registry, String path) throws InterruptedException {
    while (registry.count(path) == 0) {
      Thread.sleep(1);
    }
  }

  @Test
  void G_16_five_hundred_pods_with_one_new_image_cost_one_fetch() throws Exception {
    registry.image("team/app", "1", APP);

    List<Inspection> answers = atOnce(500, () -> inspect(app(":1")));

    assertThat(answers).allMatch(answer -> answer instanceof Inspected);
    List<String> expected = new ArrayList<>();
    expected.add("HEAD /v2/team/app/manifests/1");
    expected.add("GET /v2/team/app/manifests/" + APP.digest());
    APP.blobs().keySet().forEach(digest -> expected.add("GET " + blob(digest)));
    assertThat(registry.lines()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void G_16_eight_containers_with_one_known_image_cost_no_request() throws Exception {
    registry.image("team/app", "1", APP);
    inspected(app(":1"));
    registry.forgetRequests();

    assertThat(atOnce(8, () -> inspect(app(":1")))).allMatch(it -> it instanceof Inspected);
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void only_what_is_known_is_told_without_waiting_and_without_a_request() {
    Digest digest = registry.image("team/app", "1", APP);
    assertThat(known(app(":1"))).isEmpty();
    assertThat(known(app("@" + digest))).isEmpty();
    assertThat(registry.requests()).isEmpty();

    Inspected asked = inspected(app(":1"));
    registry.forgetRequests();

    assertThat(known(app(":1"))).contains(asked);
    assertThat(known(app("@" + digest)))
        .hasValueSatisfying(it -> assertThat(it.facts()).isEqualTo(asked.facts()));
    assertThat(known(app(":2"))).isEmpty();
    clock.pass(TAG_AGE.plusSeconds(1));
    assertThat(known(app(":1"))).as("its tag may have moved").isEmpty();
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void every_asker_gets_the_image_under_its_own_reference() {
    Digest digest = registry.image("team/app", "1", APP);
    registry.image("team/app", "stable", APP);

    assertThat(inspected(app(":1")).reference().original()).isEqualTo(app(":1"));
    Inspected other = inspected(app(":stable"));
    assertThat(other.reference().original()).isEqualTo(app(":stable"));
    assertThat(other.reference().canonical()).isEqualTo(app(":stable"));
    assertThat(other.digest()).isEqualTo(digest);
  }

  @Test
  void S_04_a_tag_that_moved_is_judged_by_its_new_digest_after_tag_age() {
    registry.image("team/app", "1", APP);
    inspected(app(":1"));
    registry.image("team/app", "1", NEXT);

    assertThat(inspected(app(":1")).digest()).isEqualTo(APP.digest());
    clock.pass(TAG_AGE);
    assertThat(inspected(app(":1")).digest()).isEqualTo(NEXT.digest());
  }

  @Test
  void S_06_after_the_tag_was_resolved_everything_is_asked_for_by_digest() {
    registry.image("team/app", "1", BuiltImage.index(APP));
    inspected(app(":1"));

    assertThat(registry.lines())
        .filteredOn(line -> line.endsWith("/manifests/1"))
        .containsExactly("HEAD /v2/team/app/manifests/1");
  }

  @Test
  void G_11_a_manifest_that_went_while_its_tag_moved_is_asked_for_once_more() {
    registry.image("team/app", "1", APP);
    registry.misbehave(
        "/v2/team/app/manifests/" + APP.digest(),
        (exchange, times) -> {
          registry.image("team/app", "1", NEXT);
          return Misbehaviours.status(404).handle(exchange, times);
        });

    assertThat(inspected(app(":1")).digest()).isEqualTo(NEXT.digest());
    assertThat(registry.count("/manifests/1")).isEqualTo(2);
  }

  @Test
  void G_05_a_known_image_is_answered_without_its_registry_and_says_how_old_its_tag_is() {
    registry.image("team/app", "1", APP);
    Inspected before = inspected(app(":1"));
    registry.close();
    clock.pass(Duration.ofMinutes(12));

    Inspected after = inspected(app(":1"));

    assertThat(before.staleSince()).isNull();
    assertThat(after.facts()).isEqualTo(before.facts());
    assertThat(Duration.between(after.staleSince(), clock.instant()))
        .isBetween(Duration.ofMinutes(12), Duration.ofMinutes(13));
    assertThat(inspected(app("@" + APP.digest())).staleSince()).isNull();
  }

  @Test
  void G_06_a_stalled_layer_costs_each_asker_its_deadline_and_is_read_once_for_all() {
    registry.image("team/app", "1", APP);
    CountDownLatch gate = new CountDownLatch(1);
    registry.misbehave(blob(lastLayer(APP)), Misbehaviours.behind(gate));

    String reference = app("@" + APP.digest());
    for (int i = 0; i < 40; i++) {
      Failed failed = failed(inspect(reference, Keychain.ANONYMOUS, Duration.ofMillis(20)));
      assertThat(failed.reason()).isEqualTo(UndecidedReason.DeadlineExceeded);
      assertThat(failed.message())
          .contains(reference, "not inspected in time; the inspection goes on in the background");
    }
    assertThat(inspections.underWay()).isEqualTo(1);
    gate.countDown();

    assertThat(inspected(reference).digest()).isEqualTo(APP.digest());
    assertThat(registry.lines()).doesNotHaveDuplicates();
  }

  @Test
  void G_04_a_refused_credential_does_not_spoil_the_answer_for_another_one_at_the_same_time()
      throws Exception {
    registry.image("team/app", "1", APP);
    String reference = app("@" + APP.digest());
    CountDownLatch gate = new CountDownLatch(1);
    registry.misbehave(
        "/v2/team/app/",
        (exchange, times) ->
            Misbehaviours.behind(gate).handle(exchange, times)
                || Misbehaviours.basic("bob", "b").handle(exchange, times));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Inspection> refused =
          threads.submit(() -> inspect(reference, ADA, Duration.ofSeconds(30)));
      await(registry, "/manifests/");
      Future<Inspection> allowed =
          threads.submit(() -> inspect(reference, BOB, Duration.ofSeconds(30)));
      gate.countDown();

      assertThat(failed(refused.get()).reason()).isEqualTo(UndecidedReason.Unauthorized);
      assertThat(allowed.get()).isInstanceOf(Inspected.class);
    }
  }

  @Test
  void G_15_two_thousand_lookups_leave_no_request_and_no_thread_behind() {
    registry.image("team/app", "1", APP);
    inspected(app(":1"));
    registry.forgetRequests();
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();

    for (int i = 0; i < 2000; i++) {
      inspect(app("@" + APP.digest()));
    }

    assertThat(registry.requests()).isEmpty();
    assertThat(inspections.underWay()).isZero();
    assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(threads + 10);
  }

  @Test
  void more_images_than_the_queue_takes_are_refused_with_a_reason() throws Exception {
    inspections.close();
    inspections = inspections(new SharedInspections.Settings(Duration.ofMinutes(5), 1, 0));
    registry.image("team/app", "1", APP);
    registry.image("team/other", "1", NEXT);
    CountDownLatch gate = new CountDownLatch(1);
    registry.misbehave("/v2/team/app/blobs/", Misbehaviours.behind(gate));
    inspect(app("@" + APP.digest()), Keychain.ANONYMOUS, Duration.ofMillis(20));
    await(registry, "/v2/team/app/manifests/");

    Failed refused = failed(inspect(registry.authority() + "/team/other:1"));

    assertThat(refused.reason()).isEqualTo(UndecidedReason.RegistryThrottled);
    assertThat(refused.message())
        .contains("/team/other:1", "1 images are being inspected or wait for it");
    gate.countDown();
  }

  @Test
  void a_registry_that_stalls_leaves_room_for_the_others() throws Exception {
    inspections.close();
    inspections = inspections(new SharedInspections.Settings(Duration.ofMinutes(5), 2, 10));
    CountDownLatch gate = new CountDownLatch(1);
    registry.misbehave("/v2/", Misbehaviours.behind(gate));
    for (String name : List.of("a", "b", "c")) {
      inspect(
          registry.authority() + "/" + name + "@" + APP.digest(),
          Keychain.ANONYMOUS,
          Duration.ofMillis(10));
    }
    elsewhere.image("team/app", "1", APP);

    assertThat(inspect(elsewhere.authority() + "/team/app:1")).isInstanceOf(Inspected.class);
    assertThat(inspections.underWay()).isEqualTo(3);
    gate.countDown();
  }

  @ParameterizedTest
  @CsvSource({"16,8,2", "64,8,2", "102,8,4", "8192,8,8", "8192,1,2", "8192,2,4", "102,64,4"})
  void as_many_are_inspected_at_a_time_as_heap_and_cores_have_room_for(
      int mebibytes, int cores, int expected) {
    long heap = mebibytes * 1024L * 1024;
    assertThat(SharedInspections.Settings.DEFAULTS.within(heap, cores).concurrency())
        .isEqualTo(expected);
  }

  @Test
  void the_work_is_on_the_account_of_the_asker_who_began_it() {
    registry.image("team/app", "1", APP);
    List<Traffic> accounts = List.of(new Traffic(), new Traffic());
    for (Traffic account : accounts) {
      inspections.inspect(
          ReferenceParser.parse(app(":1")),
          AMD64,
          new Access(
              Keychain.ANONYMOUS, Deadline.in(Duration.ofSeconds(30), clock), account, TAG_AGE));
    }

    assertThat(accounts.getFirst().requests()).isEqualTo(registry.requests().size());
    assertThat(accounts.getLast().requests()).isZero();
  }

  @Test
  void a_candidate_whose_registry_is_silent_delays_no_image_and_is_named_as_not_read_yet() {
    registry.image("team/app", "1", APP);
    elsewhere.misbehave("/v2/", Misbehaviours.silent());
    candidates.add(ReferenceParser.parse(elsewhere.authority() + "/debian:12"));

    Inspected unknown = inspected(app(":1"));
    Inspected known = inspected(app(":1"));

    assertThat(unknown.facts()).isEqualTo(known.facts());
    assertThat(known.facts().evidence())
        .extracting(Evidence::detail)
        .anyMatch(detail -> detail.contains("/debian:12") && detail.contains("not read yet"));
  }

  @Test
  void a_candidate_read_in_the_background_is_used_and_asked_for_again_after_an_hour()
      throws Exception {
    registry.image("team/app", "1", APP);
    elsewhere.image("debian", "12", BASE);
    candidates.add(ReferenceParser.parse(elsewhere.authority() + "/debian:12"));
    inspected(app(":1"));
    candidateChanges.acquire();
    elsewhere.forgetRequests();

    Inspected known = inspected(app("@" + APP.digest()));

    assertThat(known.facts().base().verified()).isTrue();
    assertThat(known.facts().base().name()).isEqualTo(elsewhere.authority() + "/debian:12");
    clock.pass(Duration.ofMinutes(59));
    inspected(app("@" + APP.digest()));
    assertThat(elsewhere.requests()).isEmpty();
    elsewhere.image("debian", "12", image().layer(DEBIAN).layer(new TarWriter()).build());
    clock.pass(Duration.ofMinutes(2));
    assertThat(inspected(app("@" + APP.digest())).facts().base().verified())
        .as("the old layers are used until the new ones are read")
        .isTrue();
    // Asked until then: a reading that has told its outcome may still count as under way.
    Awaitility.await()
        .until(
            () -> {
              inspected(app("@" + APP.digest()));
              return candidateChanges.tryAcquire();
            });
    assertThat(inspected(app("@" + APP.digest())).facts().base().verified()).isFalse();
  }

  @Test
  void every_answer_is_noted_unless_its_asker_leaves_nothing_behind() {
    registry.image("team/app", "1", APP);
    var access =
        new Access(Keychain.ANONYMOUS, Deadline.in(Duration.ofSeconds(30), clock), new Traffic());
    inspections.inspect(ReferenceParser.parse(app(":1")), AMD64, access.leavingNothing());
    assertThat(noted).isEmpty();

    inspected(app(":1"));

    assertThat(noted).extracting(it -> it.reference().original()).containsExactly(app(":1"));
  }

  @Test
  void S_31_what_cannot_be_noted_is_answered() {
    registry.image("team/app", "1", APP);
    Inspector inspector = inspector();
    var parts =
        new SharedInspections.Parts(
            inspector,
            inspector,
            tags,
            (_, _, _) -> {
              throw new IllegalStateException("no room for notes");
            });
    try (var forgetful = new SharedInspections(parts, SharedInspections.Settings.DEFAULTS, clock)) {
      inspections.close();
      inspections = forgetful;
      inspected(app(":1"));
    }
  }

  @Test
  void what_was_found_after_its_asker_had_gone_is_noted_too() throws Exception {
    registry.image("team/app", "1", APP);
    CountDownLatch gate = new CountDownLatch(1);
    registry.misbehave(blob(lastLayer(APP)), Misbehaviours.behind(gate));
    failed(inspect(app("@" + APP.digest()), Keychain.ANONYMOUS, Duration.ofMillis(20)));
    assertThat(noted).isEmpty();

    gate.countDown();

    assertThat(noted.take().digest()).isEqualTo(APP.digest());
  }

  @Test
  void an_image_is_noted_for_the_platform_that_was_asked_for_whatever_it_calls_itself() {
    BuiltImage mislabelled = image("linux/arm64").layer(DEBIAN).build();
    byte[] index =
        new String(BuiltImage.index(mislabelled).document(), StandardCharsets.UTF_8)
            .replace("arm64", "amd64")
            .getBytes(StandardCharsets.UTF_8);
    registry.image("team/app", "1", mislabelled);
    Digest digest =
        registry.manifest("team/app", "2", "application/vnd.oci.image.index.v1+json", index);

    assertThat(inspected(app(":2")).indexDigest()).isEqualTo(digest);

    assertThat(noted).extracting(Inspected::indexDigest).containsExactly(digest);
    assertThat(notedFor).containsExactly(AMD64);
    assertThat(cache.choice(digest, AMD64))
        .contains(new Choice(List.of(mislabelled.digest()), true));
  }

  @Test
  void whether_a_declared_base_is_outdated_is_found_out_in_the_background() throws Exception {
    registry.image("team/base", "1", BASE);
    registry.image(
        "team/app",
        "1",
        image()
            .annotation("org.opencontainers.image.base.name", registry.authority() + "/team/base:1")
            .layer(DEBIAN)
            .layer(new TarWriter().file("app", "z"))
            .build());
    assertThat(inspected(app(":1")).facts().base().outdated()).isNull();
    candidateChanges.acquire();
    assertThat(inspected(app(":1")).facts().base().outdated()).isFalse();

    registry.image("team/base", "1", image().layer(new TarWriter().file("new", "n")).build());
    clock.pass(Duration.ofMinutes(61));
    assertThat(inspected(app(":1")).facts().base().outdated())
        .as("the answer of an hour ago is used until there is a new one")
        .isFalse();
    candidateChanges.acquire();
    assertThat(inspected(app(":1")).facts().base().outdated()).isTrue();
  }
}
