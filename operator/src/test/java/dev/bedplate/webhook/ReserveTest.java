package dev.bedplate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.fixture.MovingClock;
import dev.bedplate.source.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReserveTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private final MovingClock clock = new MovingClock();
  private final Reserve reserve = new Reserve(clock);

  private Duration remaining(Duration timeout) {
    return reserve.inspecting(clock.instant(), timeout, 1).remaining();
  }

  @Test
  void while_nothing_is_late_half_a_second_is_kept() {
    assertThat(remaining(TIMEOUT)).isEqualTo(Duration.ofMillis(4500));
    assertThat(remaining(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void S_37_as_much_more_is_kept_as_answers_were_late_at_most() {
    reserve.came(Duration.ofMillis(800));
    reserve.came(Duration.ofMillis(20));
    assertThat(remaining(TIMEOUT)).isEqualTo(Duration.ofMillis(3700));
  }

  @Test
  void never_more_than_half_of_the_time_is_kept() {
    reserve.came(Duration.ofMinutes(1));
    assertThat(remaining(TIMEOUT)).isEqualTo(Duration.ofMillis(2500));
    assertThat(remaining(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(500));
    assertThat(remaining(Duration.ofMillis(200))).isZero();
  }

  @Test
  void S_39_the_more_images_one_review_has_the_more_is_kept() {
    Instant now = clock.instant();
    assertThat(reserve.inspecting(now, TIMEOUT, 1001).remaining())
        .isEqualTo(Duration.ofMillis(3500));
    assertThat(reserve.inspecting(now, TIMEOUT, 100_000).remaining())
        .isEqualTo(Duration.ofMillis(2500));
    assertThat(reserve.deciding(now, TIMEOUT).remaining()).isEqualTo(Duration.ofMillis(4750));
  }

  @Test
  void what_was_late_is_forgotten_by_and_by() {
    reserve.came(Duration.ofMillis(800));
    clock.advance(Reserve.HALF_LIFE);
    assertThat(reserve.late()).isEqualTo(Duration.ofMillis(400));
    reserve.came(Duration.ofMillis(300));
    assertThat(reserve.late()).isEqualTo(Duration.ofMillis(400));
    clock.advance(Duration.ofMinutes(5));
    assertThat(reserve.late()).isZero();
  }

  @Test
  void a_deadline_that_is_waited_for_already_draws_nearer() {
    Instant now = clock.instant();
    Deadline deadline = reserve.inspecting(now, TIMEOUT, 1);
    assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(4500));
    reserve.came(Duration.ofSeconds(1));
    assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(3500));
  }

  @Test
  void S_37_what_the_answers_of_all_others_cost_is_kept_while_they_wait() {
    Deadline deadline = reserve.inspecting(clock.instant(), TIMEOUT, 1);
    Reserve.Waiting own = reserve.waiting();
    assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(4500));
    List<Reserve.Waiting> others = IntStream.range(0, 49).mapToObj(_ -> reserve.waiting()).toList();
    assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(4500 - 49 * 30));
    others.forEach(Reserve.Waiting::close);
    own.close();
    assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(4500));
    assertThat(reserve.late()).isZero();
  }
}
