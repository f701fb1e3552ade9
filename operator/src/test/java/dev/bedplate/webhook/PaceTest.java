package dev.bedplate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private final Pace pace = new Pace(2);

  /** Goes on until it is a long decision, which holds the only turn. */
  private static void becomeLong(Pace.Going going) throws InterruptedException {
    assertThat(going.forMore(false)).isTrue();
    Thread.sleep(5);
    assertThat(going.forMore(false)).isTrue();
  }

  @Test
  void a_short_decision_needs_no_turn() throws Exception {
    try (var holder = pace.within(LONG);
        var other = pace.within(LONG)) {
      becomeLong(holder);
      assertThat(other.forMore(false)).isTrue();
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
      assertThat(other.forMore(false)).isTrue();
      Thread.sleep(5);
      assertThat(other.forMore(false)).isFalse();
    }
    try (var next = pace.within(LONG)) {
      becomeLong(next);
    }
  }

  @Test
  void what_is_denied_already_has_half_of_the_time() throws Exception {
    try (var going = pace.within(Duration.ofSeconds(2))) {
      assertThat(going.forMore(true)).isTrue();
      Thread.sleep(1100);
      assertThat(going.forMore(true)).isFalse();
      assertThat(going.forMore(false)).isTrue();
    }
  }

  @Test
  void without_time_nothing_begins() {
    try (var going = pace.within(Duration.ZERO)) {
      assertThat(going.forMore(false)).isFalse();
    }
  }
}
