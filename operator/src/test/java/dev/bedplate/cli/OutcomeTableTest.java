package dev.bedplate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.policy.Mode;
import dev.bedplate.policy.Policy.OnUndecided;
import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Violation;
import dev.bedplate.policy.ViolationReason;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTableTest {
  private static final ContainerImage APP = image("app", 0, "team/app");
  private static final ContainerImage SIDE = image("side", 1, "team/app");
  private static final ContainerImage OTHER = image("other", 2, "team/other");

  @Test
  void anImageHasOneBlockAndNothingIsSaidTwice() {
    assertThat(table(120, List.of(violating())))
        .isEqualTo(
            """
            Deployment shop/web (web.yaml:3)
              Violating, denied
                registry.example/team/app@%1$s (linux/amd64)
                  in app, spec.containers[0].image, line 10; side, spec.containers[1].image, line 11
                  - LibcDenied (policy bases, Enforce)
                    found    musl 1.2.5
                    accepted any other libc
                    See the wiki.
                  - BusyBoxPresent of side (policy bases, Warn)
                    found    busybox 1.36
                    accepted none
                    See the wiki.
                registry.example/team/other
                  in other, spec.containers[2].image, line 12
                  - ImageNotFound (policy bases, undecided)
                    registry.example/team/other: no such image
                    See the wiki.

            1 workload: 0 compliant, 1 violating, 0 undecided, 0 exempt, 0 not applicable; would be denied
            """
                .formatted(FakeEngine.DIGEST));
  }

  @Test
  void severalPlatformsAreToldApart() {
    var arm =
        violation(
            ViolationReason.LibcDenied, Mode.Enforce, APP, "arm64", "musl 1.2.5", "any other libc");
    var amd =
        violation(
            ViolationReason.LibcDenied, Mode.Enforce, APP, "amd64", "musl 1.2.5", "any other libc");
    var only =
        violation(ViolationReason.BusyBoxPresent, Mode.Enforce, APP, "arm64", "busybox", "none");
    String text = table(100, List.of(report(List.of(amd, arm, only), List.of())));
    assertThat(text)
        .contains("    registry.example/team/app\n      @" + FakeEngine.DIGEST + " (linux/amd64)\n")
        .contains("      @" + FakeEngine.DIGEST + " (linux/arm64)\n")
        .contains("- LibcDenied on linux/amd64, linux/arm64 (policy")
        .contains("- BusyBoxPresent on linux/arm64 (policy")
        .containsOnlyOnce("found    musl 1.2.5");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 200})
  void linesFitTheTerminalAndReferencesStayWhole(int columns) {
    String text = table(columns, List.of(violating()));
    assertThat(text).contains("registry.example/team/app@" + FakeEngine.DIGEST);
    assertThat(text.lines()).allMatch(it -> it.length() <= columns || !it.strip().contains(" "));
  }

  @Test
  void theSummaryCountsReasons() {
    assertThat(print(100, true, List.of(violating(), violating())))
        .isEqualTo(
            """
            bases: BusyBoxPresent (Warn) in 2 workloads (1 image)
            bases: ImageNotFound (undecided) in 2 workloads (1 image)
            bases: LibcDenied (Enforce) in 2 workloads (1 image)

            2 workloads: 0 compliant, 2 violating, 0 undecided, 0 exempt, 0 not applicable; would be denied
            """);
  }

  @Test
  void anotherFormOfMessageIsToldWhole() {
    var odd =
        new Violation(
            "p",
            Mode.Warn,
            ViolationReason.ExpressionFailed,
            APP,
            FakeEngine.DIGEST,
            Platform.parse("linux/amd64").orElseThrow(),
            "f",
            "a",
            "all in one",
            null,
            null);
    assertThat(table(80, List.of(report(List.of(odd), List.of()))))
        .contains("        all in one\n");
  }

  private static Report violating() {
    return report(
        List.of(
            violation(
                ViolationReason.LibcDenied,
                Mode.Enforce,
                APP,
                "amd64",
                "musl 1.2.5",
                "any other libc"),
            violation(
                ViolationReason.LibcDenied,
                Mode.Enforce,
                SIDE,
                "amd64",
                "musl 1.2.5",
                "any other libc"),
            violation(
                ViolationReason.BusyBoxPresent, Mode.Warn, SIDE, "amd64", "busybox 1.36", "none")),
        List.of(
            new Undecidable(
                "bases",
                UndecidedReason.ImageNotFound,
                OTHER,
                "registry.example/team/other: no such image",
                "container other (spec.containers[2].image): registry.example/team/other: no such"
                    + " image; policy bases could not be decided (ImageNotFound). See the wiki.",
                OnUndecided.Warn)));
  }

  private static Report report(List<Violation> violations, List<Undecidable> undecided) {
    var source =
        new Workload.Source(
            "web.yaml", 1, 3, Map.of(APP.field(), 10, SIDE.field(), 11, OTHER.field(), 12));
    var workload =
        new Workload(
            "Deployment", "shop", "web", Map.of(), null, List.of(APP, SIDE, OTHER), source);
    return new Report(workload, new Verdict.Violating(violations, undecided), true);
  }

  private static Violation violation(
      ViolationReason reason,
      Mode mode,
      ContainerImage image,
      String architecture,
      String found,
      String accepted) {
    return new Violation(
        "bases",
        mode,
        reason,
        image,
        FakeEngine.DIGEST,
        new Platform("linux", architecture, null),
        found,
        accepted,
        "container %s (%s): it has %s; policy bases denies (%s); accepted: %s. See the wiki."
            .formatted(image.container(), image.field(), found, reason, accepted),
        null,
        null);
  }

  private static ContainerImage image(String container, int index, String repository) {
    var reference = new RegistryReference(repository, "registry.example", repository, null, null);
    String field = "spec.containers[" + index + "].image";
    return new ContainerImage(container, ContainerList.Main, field, reference);
  }

  private static String table(int columns, List<Report> reports) {
    return print(columns, false, reports);
  }

  private static String print(int columns, boolean summary, List<Report> reports) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      var table = new OutcomeTable(out, new Style(false), columns);
      if (summary) {
        table.summary(new Outcome(reports));
      } else {
        table.print(new Outcome(reports));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
