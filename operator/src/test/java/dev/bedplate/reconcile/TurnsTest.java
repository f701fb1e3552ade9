package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Duration FOREVER = Duration.ofMinutes(5);

  @Test
  void no_more_than_a_few_work_at_a_time() {
    var turns = new Turns(2, FOREVER);
    var working = new AtomicInteger();
    var most = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        var _ =
            threads.submit(
                () ->
                    turns.take(
                        () -> {
                          most.accumulateAndGet(working.incrementAndGet(), Math::max);
                          LockSupport.parkNanos(100_000);
                          return working.decrementAndGet();
                        }));
      }
    }
    assertThat(most.get()).isBetween(1, 2);
    assertThat(working.get()).isZero();
  }

  @Test
  void who_waited_long_enough_works_although_others_do() throws Exception {
    var turns = new Turns(1, Duration.ofMillis(1));
    var end = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var _ =
          threads.submit(
              () ->
                  turns.take(
                      () -> {
                        begun.countDown();
                        return await(end);
                      }));
      begun.await();
      assertThat(turns.take(() -> "done")).isEqualTo("done");
      end.countDown();
    }
  }

  @Test
  void work_that_fails_gives_its_turn_back() {
    var turns = new Turns(1, FOREVER);
    assertThatThrownBy(
            () ->
                turns.take(
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(turns.take(() -> "done")).isEqualTo("done");
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
