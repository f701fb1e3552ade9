package dev.bedplate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.fixture.MovingClock;
import dev.bedplate.image.UndecidedReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DeadlineTest {
  private final MovingClock clock = new MovingClock();

  @Test
  @Timeout(20)
  void who_waits_notices_a_clock_that_runs_ahead() {
    Deadline deadline = Deadline.in(Duration.ofHours(1), clock);
    CompletableFuture.delayedExecutor(150, TimeUnit.MILLISECONDS)
        .execute(() -> clock.advance(Duration.ofHours(1)));
    late(() -> deadline.await(new CompletableFuture<>(), "too late"));
  }

  @Test
  void an_outcome_that_is_there_needs_no_time() throws Exception {
    Deadline past = Deadline.in(Duration.ZERO, clock);
    assertThat(past.await(CompletableFuture.completedFuture("there"), "too late"))
        .isEqualTo("there");
  }

  @Test
  void who_is_interrupted_is_told_the_same_and_stays_interrupted() {
    Deadline deadline = Deadline.in(Duration.ofHours(1), clock);
    for (ThrowingCallable waiting :
        List.<ThrowingCallable>of(
            () -> deadline.await(new CompletableFuture<>(), "too late"),
            () -> deadline.acquire(new Semaphore(0), "too late"),
            () -> deadline.sleep(Duration.ofMinutes(5), "too late"))) {
      Thread.currentThread().interrupt();
      late(waiting);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void a_pause_that_does_not_fit_is_not_begun() throws Exception {
    Deadline deadline = Deadline.in(Duration.ofSeconds(10), clock);
    late(() -> deadline.sleep(Duration.ofSeconds(10), "too late"));
    deadline.sleep(Duration.ZERO, "too late");
    assertThat(deadline.within(Duration.ofSeconds(1)).remaining()).hasSeconds(1);
    assertThat(deadline.within(Duration.ofMinutes(1))).isEqualTo(deadline);
  }

  private static void late(ThrowingCallable waiting) {
    assertThatThrownBy(waiting)
        .isInstanceOfSatisfying(
            ImageUnavailableException.class,
            e -> assertThat(e.reason()).isEqualTo(UndecidedReason.DeadlineExceeded))
        .hasMessage("too late");
  }
}
