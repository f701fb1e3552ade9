package dev.bedplate.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.fixture.MovableClock;
import dev.bedplate.source.registry.Misbehaviours;
import dev.bedplate.source.registry.RegistryConfiguration;
import dev.bedplate.source.registry.RegistrySource;
import dev.bedplate.source.registry.TestRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResolvedTagsTest {
  private static final String OCI = "application/vnd.oci.image.manifest.v1+json";
  private static final String TAGS = "/v2/team/app/manifests/";
  private static final Duration TAG_AGE = Duration.ofSeconds(10);
  private static final Keychain ADA = image -> Optional.of(new Credential("ada", "a"));
  private static final Keychain BOB = image -> Optional.of(new Credential("bob", "b"));

  private final MovableClock clock = new MovableClock();
  private final ResolvedTags.Settings settings =
      new ResolvedTags.Settings(
          Duration.ofHours(1), Duration.ofSeconds(20), Duration.ofSeconds(30), 100, 100);
  private TestRegistry registry;
  private RegistrySource source;
  private ResolvedTags tags;

  @BeforeEach
  void start() throws IOException {
    registry = TestRegistry.start();
    var configuration =
        new RegistryConfiguration(
            Map.of(
                "docker.io",
                new RegistryConfiguration.Host(
                    List.of("http://" + registry.authority()), null, false, null, 8, 0)));
    source = RegistrySource.reportingThrottling(configuration, Map.of(), 10_000, clock);
    tags = new ResolvedTags(source, settings, clock);
  }

  @AfterEach
  void stop() {
    tags.close();
    source.close();
    registry.close();
  }

  private Digest put(String tag, String content) {
    return registry.manifest(
        "team/app", tag, OCI, ("{\"schemaVersion\":2,\"n\":\"" + content + "\"}").getBytes(UTF_8));
  }

  private Resolved find(String image) throws ImageUnavailableException {
    return find(image, Keychain.ANONYMOUS, TAG_AGE);
  }

  private Resolved find(String image, Keychain keychain, Duration tagAge)
      throws ImageUnavailableException {
    return tags.find(
        ReferenceParser.parse(image), access(keychain, Duration.ofSeconds(20), tagAge));
  }

  private Access access(Keychain keychain, Duration budget, Duration tagAge) {
    return new Access(keychain, Deadline.in(budget, clock), new Traffic(), tagAge);
  }

  private String app(String suffix) {
    return registry.authority() + "/team/app" + suffix;
  }

  private ImageUnavailableException failure(String image, Keychain keychain, Duration tagAge) {
    return catchThrowableOfType(
        ImageUnavailableException.class, () -> find(image, keychain, tagAge));
  }

  private ImageUnavailableException failure(String image) {
    return failure(image, Keychain.ANONYMOUS, TAG_AGE);
  }

  private void awaitNoRequest() throws InterruptedException {
    while (tags.requestsUnderWay() > 0) {
      Thread.sleep(1);
    }
  }

  @Test
  void a_digest_of_ones_own_asks_nobody() throws Exception {
    String digest = "sha256:" + "ab".repeat(32);

    assertThat(find(app(":1@" + digest)).digest()).hasToString(digest);
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void S_04_a_tag_that_moved_names_its_new_digest_after_tag_age_and_not_before() throws Exception {
    Digest old = put("1", "old");
    assertThat(find(app(":1"))).isEqualTo(new Resolved(old, null));
    Digest moved = put("1", "new");

    assertThat(find(app(":1")).digest()).isEqualTo(old);
    assertThat(registry.lines()).containsExactly("HEAD " + TAGS + "1");
    clock.pass(TAG_AGE);
    assertThat(find(app(":1"))).isEqualTo(new Resolved(moved, null));
  }

  /** A clock whose second reading takes so long that something else is done meanwhile. */
  private static final class SlowReading extends Clock {
    private final Clock clock;
    private int readings;
    private Runnable meanwhile = () -> {};

    SlowReading(Clock clock) {
      this.clock = clock;
    }

    @Override
    public Instant instant() {
      if (++readings == 2) {
        meanwhile.run();
      }
      return clock.instant();
    }

    @Override
    public ZoneId getZone() {
      return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void G_16_a_request_that_ends_just_before_another_begins_serves_both() throws Exception {
    Digest digest = put("1", "x");
    var slow = new SlowReading(clock);
    try (var shared = new ResolvedTags(source, settings, slow)) {
      slow.meanwhile =
          () -> {
            try {
              assertThat(shared.resolve(reference(), access())).isEqualTo(digest);
            } catch (ImageUnavailableException e) {
              throw new IllegalStateException(e);
            }
          };

      assertThat(shared.resolve(reference(), access())).isEqualTo(digest);
      assertThat(registry.lines()).containsExactly("HEAD " + TAGS + "1");
    }
  }

  private ImageReference reference() {
    return ReferenceParser.parse(app(":1"));
  }

  private Access access() {
    return access(Keychain.ANONYMOUS, Duration.ofSeconds(20), TAG_AGE);
  }

  @Test
  void who_accepts_no_age_asks_the_registry_every_time() throws Exception {
    put("1", "x");

    find(app(":1"), Keychain.ANONYMOUS, Duration.ZERO);
    find(app(":1"), Keychain.ANONYMOUS, Duration.ZERO);

    assertThat(registry.requests()).hasSize(2);
  }

  @Test
  void G_16_five_hundred_askers_of_one_tag_cost_one_request() throws Exception {
    Digest digest = put("1", "x");

    List<Future<Resolved>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 500; i++) {
        answers.add(threads.submit(() -> find(app(":1"))));
      }
    }

    for (Future<Resolved> answer : answers) {
      assertThat(answer.get()).isEqualTo(new Resolved(digest, null));
    }
    assertThat(registry.lines()).containsExactly("HEAD " + TAGS + "1");
  }

  @Test
  void G_13_all_names_of_docker_hub_are_one_tag() throws Exception {
    Digest digest = registry.manifest("library/nginx", "1", OCI, "{}".getBytes(UTF_8));

    for (String name :
        List.of(
            "nginx:1",
            "library/nginx:1",
            "docker.io/nginx:1",
            "index.docker.io/library/nginx:1",
            "registry-1.docker.io/library/nginx:1")) {
      assertThat(find(name).digest()).as(name).isEqualTo(digest);
    }
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void G_05_a_registry_that_is_gone_is_stood_in_for_by_the_last_digest_for_an_hour()
      throws Exception {
    Digest digest = put("1", "x");
    Instant before = clock.instant();
    find(app(":1"));
    registry.close();
    clock.pass(Duration.ofMinutes(12));

    Resolved stale = find(app(":1"));

    assertThat(stale.digest()).isEqualTo(digest);
    assertThat(stale.staleSince()).isBetween(before, before.plusSeconds(60));
    awaitNoRequest();
    clock.pass(Duration.ofMinutes(48));
    assertThat(failure(app(":1")).reason()).isEqualTo(UndecidedReason.RegistryUnavailable);
  }

  @Test
  void G_06_a_silent_registry_costs_each_caller_its_deadline_and_one_request_in_all() {
    registry.misbehave(TAGS, Misbehaviours.silent());

    for (int i = 0; i < 50; i++) {
      var access = access(Keychain.ANONYMOUS, Duration.ofMillis(20), TAG_AGE);
      var failure =
          catchThrowableOfType(
              ImageUnavailableException.class,
              () -> tags.find(ReferenceParser.parse(app(":1")), access));
      assertThat(failure.reason()).isEqualTo(UndecidedReason.DeadlineExceeded);
      assertThat(failure).hasMessageContaining("did not name its digest in time");
    }

    assertThat(tags.requestsUnderWay()).isEqualTo(1);
    assertThat(registry.requests()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void a_slow_registry_is_not_waited_for_when_the_last_digest_is_at_hand() throws Exception {
    var impatient =
        new ResolvedTags.Settings(
            Duration.ofHours(1), Duration.ZERO, Duration.ofSeconds(30), 100, 100);
    tags.close();
    tags = new ResolvedTags(source, impatient, clock);
    Digest digest = put("1", "x");
    find(app(":1"));
    CountDownLatch gate = new CountDownLatch(1);
    registry.misbehave(TAGS, Misbehaviours.behind(gate));
    clock.pass(TAG_AGE);

    Resolved stale = find(app(":1"));

    assertThat(tags.requestsUnderWay()).isEqualTo(1);
    assertThat(stale.digest()).isEqualTo(digest);
    assertThat(stale.staleSince()).isNotNull();
    gate.countDown();
    awaitNoRequest();
    registry.close();
    assertThat(find(app(":1")).staleSince()).as("the late answer fills the memory").isNull();
  }

  @Test
  void G_04_a_refused_credential_does_not_spoil_the_answer_for_another_one_at_the_same_time()
      throws Exception {
    Digest digest = put("1", "x");
    CountDownLatch gate = new CountDownLatch(1);
    registry.misbehave(
        TAGS,
        (exchange, times) ->
            Misbehaviours.behind(gate).handle(exchange, times)
                || Misbehaviours.basic("bob", "b").handle(exchange, times));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ImageUnavailableException> refused =
          threads.submit(() -> failure(app(":1"), ADA, TAG_AGE));
      while (registry.requests().isEmpty()) {
        Thread.sleep(1);
      }
      Future<Resolved> allowed = threads.submit(() -> find(app(":1"), BOB, TAG_AGE));
      gate.countDown();
      assertThat(allowed.get().digest()).isEqualTo(digest);
      assertThat(refused.get().reason()).isEqualTo(UndecidedReason.Unauthorized);
    }
  }

  @Test
  void askers_with_the_same_refused_credential_share_the_refusal() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    registry.misbehave(
        TAGS,
        (exchange, times) ->
            Misbehaviours.behind(gate).handle(exchange, times)
                || Misbehaviours.status(403).handle(exchange, times));
    List<Future<ImageUnavailableException>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch asking = new CountDownLatch(20);
      for (int i = 0; i < 20; i++) {
        answers.add(
            threads.submit(
                () -> {
                  asking.countDown();
                  return failure(app(":1"), ADA, TAG_AGE);
                }));
      }
      asking.await();
      while (registry.requests().isEmpty()) {
        Thread.sleep(1);
      }
      Thread.sleep(50);
      gate.countDown();
    }

    for (Future<ImageUnavailableException> answer : answers) {
      assertThat(answer.get().reason()).isEqualTo(UndecidedReason.Unauthorized);
    }
    assertThat(registry.requests()).hasSizeLessThan(20);
  }

  @Test
  void a_refusal_and_a_missing_tag_are_never_answered_from_memory() throws Exception {
    put("1", "x");
    find(app(":1"));
    clock.pass(TAG_AGE);

    registry.misbehave(TAGS, Misbehaviours.status(403));
    assertThat(failure(app(":1")).reason()).isEqualTo(UndecidedReason.Unauthorized);
    registry.misbehave(TAGS, Misbehaviours.status(404));
    assertThat(failure(app(":1")).reason()).isEqualTo(UndecidedReason.ImageNotFound);
  }

  @Test
  void G_01_a_registry_that_asks_to_slow_down_is_left_alone_by_everyone_for_that_time()
      throws Exception {
    Digest known = put("1", "x");
    Digest other = put("2", "y");
    find(app(":1"));
    clock.pass(TAG_AGE);
    registry.misbehave(TAGS + "2", Misbehaviours.retryAfter(429, "40", 1));

    ImageUnavailableException asked = failure(app(":2"));
    registry.forgetRequests();
    ImageUnavailableException spared = failure(app(":2"), ADA, TAG_AGE);

    assertThat(asked.reason()).isEqualTo(UndecidedReason.RegistryThrottled);
    assertThat(asked.retryAfter()).contains(Duration.ofSeconds(40));
    assertThat(spared.reason()).isEqualTo(UndecidedReason.RegistryThrottled);
    assertThat(spared).hasMessageContaining("asked to slow down a moment ago");
    assertThat(find(app(":1")).digest()).isEqualTo(known);
    assertThat(find(app(":1")).staleSince()).isNotNull();
    assertThat(registry.requests()).isEmpty();
    clock.pass(Duration.ofSeconds(41));
    registry.misbehave(TAGS, (exchange, times) -> false);
    registry.misbehave(TAGS + "2", (exchange, times) -> false);
    assertThat(find(app(":2"))).isEqualTo(new Resolved(other, null));
    assertThat(find(app(":1"))).isEqualTo(new Resolved(known, null));
  }

  @Test
  void the_work_of_one_asker_is_on_its_account() throws Exception {
    put("1", "x");
    Traffic first = new Traffic();
    Traffic second = new Traffic();
    for (Traffic traffic : List.of(first, second)) {
      var deadline = Deadline.in(Duration.ofSeconds(20), clock);
      tags.find(
          ReferenceParser.parse(app(":1")),
          new Access(Keychain.ANONYMOUS, deadline, traffic, TAG_AGE));
    }

    assertThat(first.requests()).isEqualTo(1);
    assertThat(second.requests()).isZero();
  }
}
