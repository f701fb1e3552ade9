package dev.bedplate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.ImageReference.InvalidReference;
import dev.bedplate.image.Platform;
import dev.bedplate.json.Json;
import dev.bedplate.policy.Mode;
import dev.bedplate.policy.Report;
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
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedViolationTest {
  private static final ContainerImage IMAGE = image("app");
  private static final Violation AMD = violation(ViolationReason.LibcDenied, "amd64", "musl x86");
  private static final Violation ARM = violation(ViolationReason.LibcDenied, "arm64", "musl arm");

  @Test
  void platformsShareAViolation() {
    assertThat(SharedViolation.of(List.of(AMD, ARM)))
        .singleElement()
        .extracting(SharedViolation::text)
        .isEqualTo("runs on musl x86; also on linux/arm64: musl arm");
  }

  @Test
  void reasonsAndExpressionsAreToldApart() {
    Violation other = violation(ViolationReason.BusyBoxPresent, "arm64", "busybox");
    Violation one = violation(ViolationReason.ExpressionFailed, "amd64", "1 == 2");
    Violation two = violation(ViolationReason.ExpressionFailed, "amd64", "2 == 3");
    assertThat(SharedViolation.of(List.of(AMD, other, one, two))).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sarif", "junit", "github"})
  void outputForMachinesTellsItOnceAndSaysNothingTwice(String format) throws Exception {
    // The message of a failure is the line that lists show instead of its text.
    String text = print(format).replaceFirst("message=\"[^\"]*\"", "");
    assertThat(text.split("LibcDenied: |\"ruleId\"|title=", -1)).hasSize(2);
    assertThat(text).containsOnlyOnce("musl x86").containsOnlyOnce("also on linux/arm64: musl arm");
  }

  private static String print(String format) throws Exception {
    var workload = new Workload("Pod", "n", "w", Map.of(), null, List.of(IMAGE), null);
    var verdict = new Verdict.Violating(List.of(AMD, ARM), List.of());
    var outcome = new Outcome(List.of(new Report(workload, verdict, true)));
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      Consumer<Outcome> printer =
          switch (format) {
            case "junit" -> new JUnitPrinter(out, FailOn.of(List.of()))::print;
            case "github" -> it -> GitHubPrinter.print(it, out);
            default -> it -> {};
          };
      printer.accept(outcome);
      if (format.equals("sarif")) {
        Json.print(out, ((Map<?, ?>) Sarif.log(outcome)).get("runs"));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Violation violation(ViolationReason reason, String architecture, String found) {
    return new Violation(
        "p",
        Mode.Enforce,
        reason,
        IMAGE,
        FakeEngine.DIGEST,
        new Platform("linux", architecture, null),
        found,
        "another",
        "runs on " + found,
        null,
        null);
  }

  private static ContainerImage image(String container) {
    var reference = new InvalidReference("app", "not parsed here");
    return new ContainerImage(container, ContainerList.Main, "image", reference);
  }
}
