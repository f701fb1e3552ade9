package dev.bedplate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Lifecycle;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.image.WrittenInspections;
import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaleDigestTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final RegistryReference IMAGE =
      new RegistryReference("r.example/a:1", "r.example", "a", "1", null);
  private static final ContainerImage CONTAINER =
      new ContainerImage("app", ContainerList.Main, "spec.containers[0].image", IMAGE);

  @ParameterizedTest
  @CsvSource({"PT42S, 42 s", "PT12M30S, 12 min", "PT1H, 1 h"})
  void a_violation_says_how_old_the_digest_is_that_stands_in_for_the_registry(
      Duration age, String words) throws IOException {
    String message = violation(NOW.minus(age));

    assertThat(message)
        .contains("; digest last seen " + words + " ago, the registry cannot be asked now")
        .endsWith(". ask the platform team");
  }

  @Test
  void a_violation_of_an_image_seen_just_now_says_nothing_of_it() throws IOException {
    assertThat(violation(null)).doesNotContain("last seen");
  }

  @Test
  void what_nothing_tells_of_an_old_digest_says_so_too() throws IOException {
    Verdict verdict = judge(NOW.minusSeconds(720), Answer.Unknown);

    assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
    Undecidable open = ((Verdict.Undecided) verdict).undecided().getFirst();
    assertThat(open.reason()).isEqualTo(UndecidedReason.FactUnknown);
    assertThat(open.message()).contains("digest last seen 12 min ago");
  }

  private static String violation(@Nullable Instant staleSince) throws IOException {
    Verdict verdict = judge(staleSince, Answer.No);
    assertThat(verdict).isInstanceOf(Verdict.Violating.class);
    return ((Verdict.Violating) verdict).violations().getFirst().message();
  }

  private static Verdict judge(@Nullable Instant staleSince, Answer answer) throws IOException {
    var rule = new ExpressionRule("image.good", "", subject -> new Condition.Result(answer, ""));
    var any = Selector.EVERYTHING;
    var policy =
        new Policy(
            "p",
            Mode.Enforce,
            null,
            List.of(),
            OnUndecided.Warn,
            new Match(any, any, Set.of(), Set.of(), List.of(), List.of()),
            List.of(rule),
            "ask the platform team");
    var workload = new Workload("Pod", "n", "w", Map.of(), Map.of(), List.of(CONTAINER), null);
    return new PolicyEngine(StaleDigestTest::lifecycle)
        .decide(
            workload,
            Map.of(CONTAINER, List.of(inspected(staleSince))),
            List.of(policy),
            List.of(),
            NOW)
        .verdict();
  }

  private static Inspection inspected(@Nullable Instant staleSince) throws IOException {
    Path file = Path.of("src/test/resources/golden/exempt/facts.json");
    var written = new WrittenInspections(_ -> IMAGE, Platform.ofThisMachine());
    Inspected read = (Inspected) written.all(file).getFirst();
    return new Inspected(IMAGE, read.digest(), null, read.platform(), read.facts(), staleSince);
  }

  private static Lifecycle lifecycle(
      dev.bedplate.image.Distribution distribution, LocalDate today) {
    return new Lifecycle(Lifecycle.State.Unknown, null, null, null, today);
  }
}
