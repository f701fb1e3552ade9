package dev.bedplate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.policy.Bounds;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private final Pace pace = new Pace(2);

  /** Goes on until it is a long decision, which holds the only turn. */
  private static void becomeLong(Pace.Going going) throws InterruptedException {
    Bounds.TimeLeft left = going.begin();
    assertThat(left.forMore(false)).isTrue();
    Thread.sleep(25);
    assertThat(left.forMore(false)).isTrue();
  }

  @Test
  void a_short_decision_needs_no_turn() throws Exception {
    try (var holder = pace.within(LONG);
        var other = pace.within(LONG)) {
      becomeLong(holder);
      assertThat(other.begin().forMore(false)).isTrue();
    }
  }

  @Test
  void a_long_one_waits_for_its_turn() throws Exception {
    CompletableFuture<Boolean> second;
    try (var holder = pace.within(LONG)) {
      becomeLong(holder);
      second =
          CompletableFuture.supplyAsync(
              () -> {
                try (var other = pace.within(LONG)) {
                  becomeLong(other);
                  return true;
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      Thread.sleep(200);
      assertThat(second).isNotDone();
    }
    assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void one_that_gets_no_turn_in_its_time_is_over() throws Exception {
    try (var holder = pace.within(LONG);
        var other = pace.within(Duration.ofMillis(100))) {
      becomeLong(holder);
      Bounds.TimeLeft left = other.begin();
      assertThat(left.forMore(false)).isTrue();
      Thread.sleep(25);
      assertThat(left.forMore(false)).isFalse();
    }
    try (var next = pace.within(LONG)) {
      becomeLong(next);
    }
  }

  @Test
  void what_is_denied_has_half_of_the_time_that_is_left_when_its_decision_begins()
      throws Exception {
    try (var going = pace.within(Duration.ofSeconds(2))) {
      Bounds.TimeLeft first = going.begin();
      assertThat(first.forMore(true)).isTrue();
      Thread.sleep(1100);
      assertThat(first.forMore(true)).isFalse();
      assertThat(first.forMore(false)).isTrue();
      assertThat(going.begin().forMore(true)).as("of what was waited for meanwhile").isTrue();
    }
  }

  @Test
  void a_short_one_is_made_although_the_time_is_over() throws Exception {
    try (var holder = pace.within(LONG);
        var late = pace.within(Duration.ZERO)) {
      becomeLong(holder);
      Bounds.TimeLeft left = late.begin();
      assertThat(left.forMore(false)).isTrue();
      assertThat(left.forMore(true)).isTrue();
      Thread.sleep(25);
      assertThat(left.forMore(false)).isFalse();
      assertThat(left.forMore(true)).isFalse();
    }
  }
}
