package dev.bedplate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.policy.Mode;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Violation;
import dev.bedplate.policy.ViolationReason;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void aWarningNamesWhatWouldBeAcceptedWhereThereIsRoom() {
    assertThat(Lines.warning(violation("p", "musl 1.2.5", null)))
        .isEqualTo("p: app: musl 1.2.5 (LibcDenied); accepted: Glibc");
  }

  @Test
  void aLongFindingGivesWayToReasonAndDate() {
    String warning =
        Lines.warning(violation("p", "x".repeat(300), Instant.parse("2027-01-15T00:00:00Z")));
    assertThat(warning)
        .hasSize(120)
        .startsWith("p: app: xxx")
        .endsWith("… (LibcDenied), refused from 2027-01-15T00:00:00Z");
  }

  @Test
  void noWarningIsLongerThanKubernetesRecommends() {
    assertThat(Lines.warning(violation("p".repeat(253), "musl", Instant.EPOCH))).hasSize(120);
  }

  @Test
  void whatAnImageSaysOfItselfBeginsNoLine() {
    assertThat(Lines.warning(violation("p", "a\nWarning: b\u2028c\u001b[31m", null)))
        .startsWith("p: app: a Warning: b c [31m");
    assertThat(Lines.message(List.of("a\r\nallowed"), 0)).isEqualTo("a  allowed");
  }

  @Test
  void allWarningsTogetherStayWithinWhatKubernetesPassesOn() {
    List<String> all = IntStream.range(100, 200).mapToObj(i -> i + "ü".repeat(100)).toList();
    List<String> kept = Lines.warnings(all, 0);
    int bytes = kept.stream().mapToInt(it -> it.getBytes(StandardCharsets.UTF_8).length).sum();
    assertThat(bytes).isLessThanOrEqualTo(4096);
    assertThat(kept.getLast()).isEqualTo("and " + (101 - kept.size()) + " more warnings");
  }

  @Test
  void equalWarningsAreSaidOnce() {
    assertThat(Lines.warnings(List.of("a", "a", "b"), 0)).containsExactly("a", "b");
  }

  @Test
  void aMessageSaysHowManyLinesAreMissing() {
    assertThat(Lines.message(Collections.nCopies(23, "no"), 0).lines().toList())
        .hasSize(21)
        .last()
        .isEqualTo("and 3 more violations");
  }

  @Test
  void whatIsNotListedIsCountedToo() {
    assertThat(Lines.message(Collections.nCopies(20, "no"), 480).lines())
        .last()
        .isEqualTo("and 480 more violations");
    assertThat(Lines.warnings(List.of("a"), 5))
        .containsExactly("a", "and at least 1 more warnings");
  }

  @Test
  void aWarningOfWhatIsUndecidedSaysWhyAndNotTheImageAgain() {
    assertThat(
            Lines.warning(
                undecided("bases", "docker.io/library/a:latest: registry answered 503 twice")))
        .isEqualTo("bases: app: undecided: registry answered 503 twice (RegistryUnavailable)");
  }

  @Test
  void aLongNameGivesWayToTheCause() {
    String warning = Lines.warning(undecided("p".repeat(253), "the registry answered 503 twice"));
    assertThat(warning).hasSizeLessThanOrEqualTo(120);
    assertThat(warning).endsWith("…the registry answered 503 twice (RegistryUnavailable)");
    assertThat(Lines.warning(undecided("p".repeat(253), "why ".repeat(100))))
        .hasSize(120)
        .startsWith("pppp")
        .contains("…why why why why why why why")
        .endsWith("… (RegistryUnavailable)");
    assertThat(Lines.warning(undecided("p", "why ".repeat(100)))).hasSize(120).contains("p: app");
  }

  private static Undecidable undecided(String policy, String problem) {
    var image =
        new ContainerImage("app", ContainerList.Main, "f", ReferenceParser.parseRegistry("a"));
    return new Undecidable(
        policy,
        UndecidedReason.RegistryUnavailable,
        image,
        problem,
        "message",
        Policy.OnUndecided.Warn);
  }

  private static Violation violation(String policy, String found, @Nullable Instant refusedFrom) {
    var image =
        new ContainerImage("app", ContainerList.Main, "f", ReferenceParser.parseRegistry("a"));
    return new Violation(
        policy,
        Mode.Warn,
        ViolationReason.LibcDenied,
        image,
        null,
        new Platform("linux", "amd64", null),
        found,
        "Glibc",
        "message",
        null,
        refusedFrom);
  }
}
