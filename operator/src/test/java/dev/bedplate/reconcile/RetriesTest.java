package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetriesTest {
  private final Retries retries = new Retries(new SplittableRandom(1));

  @ParameterizedTest
  @EnumSource(Unsettled.class)
  void one_is_tried_again_without_end_at_growing_delays(Unsettled why) {
    List<Duration> delays = Stream.generate(() -> retries.next("a", why)).limit(1000).toList();
    assertThat(delays.getFirst()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    assertThat(delays.get(1)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
    assertThat(delays.subList(10, 1000))
        .allSatisfy(
            it ->
                assertThat(it)
                    .isBetween(
                        why.longest().multipliedBy(4).dividedBy(5),
                        why.longest().multipliedBy(6).dividedBy(5)));
  }

  @Test
  void what_is_settled_begins_anew() {
    retries.next("a", Unsettled.Unwritten);
    retries.next("a", Unsettled.Unwritten);
    retries.settled("a");
    assertThat(retries.waiting()).isZero();
    assertThat(retries.next("a", Unsettled.Unwritten)).isLessThan(Duration.ofSeconds(7));
  }

  @Test
  void however_many_wait_there_are_about_twenty_attempts_a_second() {
    int many = 40_000;
    IntStream.range(0, many).forEach(i -> retries.next("u" + i, Unsettled.Unwritten));
    double perSecond =
        IntStream.range(0, many)
            .mapToDouble(i -> 1000.0 / retries.next("u" + i, Unsettled.Unwritten).toMillis())
            .sum();
    assertThat(perSecond).isBetween(15.0, 25.0);
  }
}
