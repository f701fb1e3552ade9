package dev.bedplate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.inventory.StoredFixture;
import dev.bedplate.inventory.StoredImage;
import dev.bedplate.policy.Bounds;
import dev.bedplate.policy.Report;
import dev.bedplate.policy.Verdict;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.Traffic;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckerTest {
  private static final StoredImage.Entry KNOWN = StoredFixture.entry(List.of());
  private static final Instant NOW = Instant.EPOCH;

  /** Time as long as nothing is refused. */
  private static final Bounds HASTE = Bounds.shown(() -> denied -> !denied);

  private static final List<Platform> PLATFORMS =
      List.of(new Platform("linux", "amd64", null), new Platform("linux", "arm64", null));

  @Test
  void inspectsEachImageOnceForEachPlatform() {
    var asked = new Inspector();
    Judge judge =
        (workload, facts, now, bounds) -> {
          assertThat(facts.values())
              .allSatisfy(
                  found ->
                      assertThat(found)
                          .map(Inspection.Failed.class::cast)
                          .map(Inspection.Failed::message)
                          .containsExactly("linux/amd64: none", "linux/arm64: none"));
          return new Report(workload, new Verdict.Compliant(), false);
        };
    var checker = new Checker(asked, judge, reference -> PLATFORMS);
    List<Report> reports =
        checker.check(
            List.of(workload("one", "a", "b"), workload("two", "b", "b")),
            CheckerTest::access,
            Instant.EPOCH);
    assertThat(reports).extracting(r -> r.workload().name()).containsExactly("one", "two");
    assertThat(asked.references).containsExactlyInAnyOrder("a", "a", "b", "b");
  }

  @Test
  void onlyWhatIsUnknownIsWaitedFor() {
    var inspector = new Inspector();
    inspector.known.add("a");
    var checker =
        new Checker(
            inspector,
            (workload, facts, now, bounds) -> new Report(workload, new Verdict.Compliant(), false),
            _ -> PLATFORMS);
    var waits = new AtomicInteger();
    Consumer<Runnable> waiting =
        work -> {
          waits.incrementAndGet();
          work.run();
        };

    Checked known =
        checker.examine(workload("one", "a", "a"), CheckerTest::access, waiting, Instant.EPOCH);
    assertThat(waits).hasValue(0);
    assertThat(inspector.references).isEmpty();
    assertThat(known.facts().values()).allSatisfy(it -> assertThat(it).hasSize(2));

    Checked half =
        checker.examine(workload("two", "a", "b"), CheckerTest::access, waiting, Instant.EPOCH);
    assertThat(waits).hasValue(1);
    assertThat(inspector.references).containsExactly("b", "b");
    assertThat(half.facts().values()).allSatisfy(it -> assertThat(it).hasSize(2));
  }

  @Test
  void S_39_what_is_known_is_judged_before_others_are_waited_for() {
    var inspector = new Inspector();
    inspector.known.add("a");
    List<String> steps = Collections.synchronizedList(new ArrayList<>());
    inspector.began = access -> steps.add("read " + seconds(access));
    Judge denying =
        (workload, facts, now, bounds) -> {
          String images =
              workload.images().stream()
                  .map(it -> it.reference().original())
                  .collect(Collectors.joining());
          steps.add("judge " + images + " " + bounds.time().get().forMore(false));
          return new Report(workload, new Verdict.Compliant(), images.equals("a"));
        };
    var checker = new Checker(inspector, denying, _ -> PLATFORMS.subList(0, 1));
    Report report = checker.check(workload("w", "b", "a"), CheckerTest::access, NOW, HASTE);
    assertThat(report.denied()).isTrue();
    assertThat(report.workload().images()).hasSize(2);
    assertThat(steps)
        .as("half of a minute")
        .containsExactly("judge a true", "read 30", "judge b false");

    steps.clear();
    inspector.known.add("b");
    checker.check(workload("w", "b", "a"), CheckerTest::access, NOW, HASTE);
    assertThat(steps).containsExactly("judge ba true");

    steps.clear();
    checker.check(workload("w", "c", "d"), CheckerTest::access, NOW, HASTE);
    assertThat(steps).containsExactly("read 60", "read 60", "judge cd true");

    steps.clear();
    checker.check(workload("w", "b", "c"), CheckerTest::access, NOW, HASTE);
    assertThat(steps).containsExactly("judge b true", "read 60", "judge c true");
  }

  private static long seconds(Access access) {
    return Math.round((double) access.deadline().remaining().toMillis() / 1000);
  }

  @Test
  void S_31_an_image_that_throws_fails_alone_for_its_platform() {
    var inspector = new Inspector();
    for (Throwable thrown :
        List.of(
            new IllegalArgumentException("unsupported URI"),
            new StackOverflowError(),
            new NoClassDefFoundError("x"),
            new AssertionError("x"))) {
      inspector.thrown = thrown;
      Map<ContainerImage, List<Inspection>> facts =
          examined(inspector, _ -> PLATFORMS, CheckerTest::access);
      assertThat(messages(facts, "x"))
          .containsExactly(
              "linux/amd64: bad: internal error: " + words(thrown), "linux/arm64: none");
      assertThat(messages(facts, "y")).containsExactly("linux/amd64: none", "linux/arm64: none");
    }
  }

  @Test
  void S_31_access_or_platforms_that_cannot_be_had_fail_the_image_alone() {
    var calls = new AtomicInteger();
    Map<ContainerImage, List<Inspection>> withoutAccess =
        examined(
            new Inspector(),
            _ -> PLATFORMS,
            () -> {
              // The first two ask what is known of each image.
              if (calls.getAndIncrement() == 2) {
                throw new IllegalStateException("no access");
              }
              return access();
            });
    assertThat(withoutAccess.values().stream().flatMap(List::stream))
        .map(Inspection.Failed.class::cast)
        .map(Inspection.Failed::message)
        .hasSize(4)
        .filteredOn(it -> it.contains("IllegalStateException: no access"))
        .hasSize(1);

    Map<ContainerImage, List<Inspection>> withoutPlatforms =
        examined(
            new Inspector(),
            reference -> {
              if (reference.original().equals("bad")) {
                throw new IllegalStateException("no platforms");
              }
              return PLATFORMS;
            },
            CheckerTest::access);
    assertThat(messages(withoutPlatforms, "x"))
        .containsExactly("bad: internal error: IllegalStateException: no platforms");
    assertThat(messages(withoutPlatforms, "y")).hasSize(2);
  }

  @Test
  void what_is_known_counts_although_asking_for_another_throws() {
    var inspector = new Inspector();
    inspector.known.add("good");
    inspector.thrown = new IllegalStateException("known");
    inspector.throwsWhenKnown = true;
    Map<ContainerImage, List<Inspection>> facts =
        examined(inspector, _ -> PLATFORMS, CheckerTest::access);
    assertThat(facts.get(image("y", "good"))).hasOnlyElementsOfType(Inspection.Inspected.class);
    assertThat(messages(facts, "x")).hasSize(2);
  }

  @Test
  void that_memory_ran_out_concerns_the_whole_process() {
    var inspector = new Inspector();
    inspector.thrown = new OutOfMemoryError("heap");
    assertThatThrownBy(() -> examined(inspector, _ -> PLATFORMS, CheckerTest::access))
        .isSameAs(inspector.thrown);
  }

  private static Map<ContainerImage, List<Inspection>> examined(
      Inspector inspector,
      Function<ImageReference, List<Platform>> platforms,
      Supplier<Access> access) {
    return new Checker(
            inspector,
            (workload, facts, now, bounds) -> new Report(workload, new Verdict.Compliant(), false),
            platforms)
        .examine(workload("w", "bad", "good"), access, Runnable::run, Instant.EPOCH)
        .facts();
  }

  private static List<String> messages(
      Map<ContainerImage, List<Inspection>> facts, String container) {
    return facts.entrySet().stream()
        .filter(it -> it.getKey().container().equals(container))
        .flatMap(it -> it.getValue().stream())
        .map(Inspection.Failed.class::cast)
        .map(Inspection.Failed::message)
        .toList();
  }

  private static String words(Throwable thrown) {
    return thrown.getClass().getSimpleName()
        + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage());
  }

  private static Digest digest(Platform platform) {
    return Digest.of("sha256:%064x".formatted(PLATFORMS.indexOf(platform)));
  }

  private static Access access() {
    var deadline = Deadline.in(Duration.ofMinutes(1), Clock.systemUTC());
    return new Access(Keychain.ANONYMOUS, deadline, new Traffic());
  }

  private static Workload workload(String name, String first, String second) {
    return new Workload(
        "Pod", "n", name, Map.of(), null, List.of(image("x", first), image("y", second)), null);
  }

  private static ContainerImage image(String container, String text) {
    var reference = new InvalidReference(text, "not parsed here");
    return new ContainerImage(container, ContainerList.Main, "image", reference);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static final class Inspector implements ImageInspector {
    private final Queue<String> references = new ConcurrentLinkedQueue<>();
    private final Set<String> known = new HashSet<>();
    private @Nullable Throwable thrown;
    private boolean throwsWhenKnown;
    private Consumer<Access> began = _ -> {};

    private void fail(ImageReference reference, Platform platform) {
      if (thrown != null
          && reference.original().equals("bad")
          && platform.equals(PLATFORMS.getFirst())) {
        CheckerTest.<RuntimeException>sneaky(thrown);
      }
    }

    @Override
    public Optional<List<Inspection>> known(
        ImageReference reference, Platform platform, Access access) {
      if (throwsWhenKnown) {
        fail(reference, platform);
      }
      return known.contains(reference.original())
          ? Optional.of(
              List.of(
                  new Inspection.Inspected(
                      reference, digest(platform), null, platform, KNOWN.image().facts())))
          : Optional.empty();
    }

    @Override
    public List<Inspection> inspect(ImageReference reference, Platform platform, Access access) {
      fail(reference, platform);
      began.accept(access);
      references.add(reference.original());
      return List.of(
          new Inspection.Failed(reference, platform, UndecidedReason.ImageNotFound, "none"));
    }

    @Override
    public List<Platform> platforms(ImageReference reference, Access access) {
      return List.of();
    }
  }
}
