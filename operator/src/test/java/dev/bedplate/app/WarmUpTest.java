package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private final AtomicInteger reviews = new AtomicInteger();

  private WarmUp start(Callable<Boolean> review, WarmUp.Settings settings) {
    return WarmUp.start(
        () -> true,
        () -> {
          reviews.incrementAndGet();
          return review.call();
        },
        settings);
  }

  private static void awaitWarm(WarmUp warmUp) {
    await().atMost(Duration.ofSeconds(20)).until(() -> warmUp.problem().isEmpty());
  }

  @Test
  void S_37_the_first_fast_answer_is_enough() {
    var settings = new WarmUp.Settings(Duration.ofSeconds(10), 100, LONG);
    try (WarmUp warmUp = start(() -> reviews.get() == 3, settings)) {
      awaitWarm(warmUp);
      assertThat(reviews).hasValue(3);
    }
  }

  @Test
  void nothing_is_asked_before_there_is_what_is_judged_by() {
    var canAnswer = new AtomicBoolean();
    try (WarmUp warmUp =
        WarmUp.start(
            canAnswer::get,
            () -> reviews.incrementAndGet() > 0,
            new WarmUp.Settings(Duration.ofSeconds(10), 100, LONG))) {
      assertThat(warmUp.problem()).contains("the first answers are still slow");
      assertThat(reviews).hasValue(0);
      canAnswer.set(true);
      awaitWarm(warmUp);
    }
  }

  @Test
  void a_machine_that_stays_slow_or_does_not_answer_becomes_ready_too() {
    var fewReviews = new WarmUp.Settings(Duration.ofNanos(1), 5, LONG);
    try (WarmUp warmUp = start(() -> true, fewReviews)) {
      awaitWarm(warmUp);
      assertThat(reviews).hasValue(5);
    }
    var littleTime = new WarmUp.Settings(Duration.ofSeconds(10), 100_000, Duration.ofMillis(300));
    try (WarmUp warmUp =
        start(
            () -> {
              throw new IOException("refused");
            },
            littleTime)) {
      awaitWarm(warmUp);
    }
  }
}
