package dev.bedplate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.fixture.MovingClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    assertThatThrownBy(() -> deadline.await(new CompletableFuture<>()))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void an_outcome_that_is_there_needs_no_time() throws Exception {
    Deadline past = Deadline.in(Duration.ZERO, clock);
    assertThat(past.await(CompletableFuture.completedFuture("there"))).isEqualTo("there");
  }
}
