package dev.bedplate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Screen screen = new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8));

  private int failed(Duration patience, Step... steps) throws InterruptedException {
    return new Rehearsal(screen, patience).run(List.of(steps));
  }

  private static Step applying(Seen seen, Expected expected) {
    return new Step("Something happens.", Command.writing("kubectl apply", () -> seen), expected);
  }

  @Test
  void a_step_is_announced_typed_and_shown() throws Exception {
    Step step = applying(Seen.done("pod/a created"), Expected.output("pod/a created"));

    assertThat(failed(Duration.ZERO, step)).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines("# Something happens.\n$ kubectl apply\npod/a created\n\n");
  }

  @Test
  void a_step_that_comes_out_differently_fails_and_says_how() throws Exception {
    Step missing = applying(Seen.done("pod/b created"), Expected.output("pod/a created"));
    Step admitted = applying(Seen.done("pod/a created"), Expected.refusal("pod/a created"));
    Step warned = applying(Seen.done("Warning: x"), Expected.output().without("Warning"));
    Step right = applying(Seen.failed("no"), Expected.refusal("no"));

    assertThat(failed(Duration.ZERO, missing, admitted, warned, right)).isEqualTo(3);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains(
            "!!! missing: pod/a created",
            "!!! expected to be refused",
            "!!! not expected: Warning");
  }

  @Test
  void the_exit_code_is_0_only_when_no_step_failed() {
    assertThat(Demo.exitCode(0)).isZero();
    assertThat(Demo.exitCode(1)).isEqualTo(1);
    assertThat(Demo.exitCode(2)).isEqualTo(1);
  }

  @Test
  void what_only_reads_is_typed_again_until_it_came() throws Exception {
    var times = new AtomicInteger();
    Command reading =
        Command.reading("kubectl get", () -> Seen.done("seen " + times.incrementAndGet()));

    assertThat(failed(Duration.ofMinutes(1), new Step("Wait.", reading, Expected.output("seen 3"))))
        .isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("seen 3")
        .doesNotContain("seen 2");
  }

  @Test
  void no_line_is_wider_than_100_columns_and_digests_are_cut() {
    screen.output(
        List.of("image@sha256:" + "0123456789abcdef".repeat(4) + " is " + "old ".repeat(60)));

    String text = printed.toString(StandardCharsets.UTF_8);
    assertThat(text).startsWith("image@sha256:0123456789ab… is old");
    assertThat(text.lines()).hasSizeGreaterThan(2).allMatch(line -> line.length() <= 100);
  }
}
