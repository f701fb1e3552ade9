package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.event.EventReason;
import dev.bedplate.event.Notice;
import dev.bedplate.event.ObjectRef;
import dev.bedplate.source.fixture.MovableClock;
import dev.bedplate.webhook.Asked;
import dev.bedplate.webhook.Failure;
import dev.bedplate.webhook.Unanswered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnansweredReviewsTest {
  private final List<Notice> notices = new ArrayList<>();
  private final MovableClock clock = new MovableClock();
  private final UnansweredReviews unanswered = new UnansweredReviews(notices::add, clock);

  private void failed(String namespace, String name, boolean lasting) {
    unanswered.failed(
        new Unanswered(
            Failure.TooLarge, "it has too much", new Asked("Pod", namespace, name, lasting)));
  }

  @Test
  void S_33_the_namespace_is_told_what_was_not_judged_and_why() {
    failed("shop", "web", true);
    assertThat(notices)
        .containsExactly(
            new Notice(
                new ObjectRef("v1", "Namespace", "shop", "shop", null),
                null,
                EventReason.BaseImageUndecided,
                "Unanswered",
                "Pod web was not judged (TooLarge): it has too much; the failurePolicy of the"
                    + " webhook decides"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../kube-system", "Shop", "a/b", "-a"})
  void S_33_what_is_no_namespace_gets_no_event(String namespace) {
    failed(namespace, "web", true);
    assertThat(notices).isEmpty();
  }

  @Test
  void S_33_where_a_dry_run_is_not_ruled_out_nothing_is_left_behind() {
    failed("shop", "web", false);
    assertThat(notices).isEmpty();
  }

  @Test
  void S_33_a_name_that_somebody_made_up_writes_no_line_of_its_own() {
    failed("shop", "web\nfailed: nothing " + "x".repeat(100_000), true);
    assertThat(notices.getFirst().note())
        .startsWith("Pod web?failed:?nothing?xxx")
        .endsWith("decides")
        .hasSizeLessThan(500);
  }

  @Test
  void S_33_many_are_told_at_a_bounded_rate() {
    for (int i = 0; i < 1000; i++) {
      failed("shop", "web-" + i, true);
    }
    assertThat(notices).hasSize(20);
    clock.pass(Duration.ofSeconds(11));
    failed("shop", "web", true);
    assertThat(notices).hasSize(21);
  }
}
