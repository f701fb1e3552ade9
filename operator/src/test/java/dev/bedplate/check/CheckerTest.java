package dev.bedplate.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.inventory.StoredFixture;
import dev.bedplate.inventory.StoredImage;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CheckerTest {
  private static final StoredImage.Entry KNOWN = StoredFixture.entry(List.of());
  private static final List<Platform> PLATFORMS =
      List.of(new Platform("linux", "amd64", null), new Platform("linux", "arm64", null));

  @Test
  void inspectsEachImageOnceForEachPlatform() {
    var asked = new Inspector();
    Judge judge =
        (workload, facts, now) -> {
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
            (workload, facts, now) -> new Report(workload, new Verdict.Compliant(), false),
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

  private static final class Inspector implements ImageInspector {
    private final Queue<String> references = new ConcurrentLinkedQueue<>();
    private final Set<String> known = new HashSet<>();

    @Override
    public Optional<Inspection.Inspected> known(
        ImageReference reference, Platform platform, Access access) {
      return known.contains(reference.original())
          ? Optional.of(
              new Inspection.Inspected(
                  reference, KNOWN.digest(), null, platform, KNOWN.image().facts()))
          : Optional.empty();
    }

    @Override
    public Inspection inspect(ImageReference reference, Platform platform, Access access) {
      references.add(reference.original());
      return new Inspection.Failed(reference, platform, UndecidedReason.ImageNotFound, "none");
    }

    @Override
    public List<Platform> platforms(ImageReference reference, Access access) {
      return List.of();
    }
  }
}
