package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnsTest {
  private final Turns turns = new Turns(2, 2);

  @AfterEach
  void end() {
    turns.executor().shutdownNow();
  }

  @Test
  void no_more_than_a_few_work_at_a_time_and_all_in_the_end() throws Exception {
    expectFewAtATime();
  }

  private void expectFewAtATime() throws InterruptedException {
    var working = new AtomicInteger();
    var most = new AtomicInteger();
    var done = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      turns
          .executor()
          .execute(
              () -> {
                most.accumulateAndGet(working.incrementAndGet(), Math::max);
                LockSupport.parkNanos(100_000);
                working.decrementAndGet();
                done.countDown();
              });
    }
    done.await();
    assertThat(most.get()).isBetween(1, 2);
  }

  @Test
  void who_waits_aside_makes_room_for_others() throws Exception {
    var answered = new CountDownLatch(1);
    waitAside(2, answered);
    Future<String> other = turns.executor().submit(() -> "done");
    assertThat(other.get()).isEqualTo("done");
    answered.countDown();
  }

  @Test
  void when_too_many_wait_aside_their_turns_are_kept() throws Exception {
    var answered = new CountDownLatch(1);
    waitAside(4, answered);
    Future<String> other = turns.executor().submit(() -> "done");
    assertThat(within(other, Duration.ofMillis(200))).isFalse();
    answered.countDown();
    assertThat(other.get()).isEqualTo("done");
  }

  @Test
  void after_waiting_there_are_as_few_as_before() throws Exception {
    var answered = new CountDownLatch(1);
    waitAside(2, answered);
    answered.countDown();
    expectFewAtATime();
  }

  private void waitAside(int tasks, CountDownLatch answered) throws Exception {
    var waiting = new CountDownLatch(tasks);
    for (int i = 0; i < tasks; i++) {
      turns
          .executor()
          .execute(
              () ->
                  turns.aside(
                      () -> {
                        waiting.countDown();
                        await(answered);
                      }));
    }
    waiting.await();
  }

  private static boolean within(Future<?> future, Duration patience) throws Exception {
    try {
      future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
