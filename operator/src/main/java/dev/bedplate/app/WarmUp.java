package dev.bedplate.app;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a new webhook answer reviews of its own until it does so as fast as it will: the first
 * answers of a new process cost many times what later ones do, and on a busy machine they come too
 * late. Bounded, so that a machine that stays slow becomes ready too.
 */
final class WarmUp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final Duration POLL = Duration.ofMillis(20);
  private final BooleanSupplier canAnswer;
  private final Callable<Boolean> review;
  private final Settings settings;
  private final Thread thread;
  private volatile boolean warm;

  /**
   * When it is enough.
   *
   * @param fast an answer that takes no longer comes from a warm process
   * @param most reviews
   * @param longest time from the first one on
   */
  record Settings(Duration fast, int most, Duration longest) {
    /** 25 ms with the handshake, 100 reviews, 5 s. */
    static final Settings DEFAULTS =
        new Settings(Duration.ofMillis(25), 100, Duration.ofSeconds(5));
  }

  private WarmUp(BooleanSupplier canAnswer, Callable<Boolean> review, Settings settings) {
    this.canAnswer = canAnswer;
    this.review = review;
    this.settings = settings;
    thread = Thread.ofVirtual().name("warm-up").unstarted(this::run);
  }

  /**
   * Begins as soon as there is what is judged by.
   *
   * @param review has one review answered over HTTPS; the outcome is whether it was
   */
  static WarmUp start(BooleanSupplier canAnswer, Callable<Boolean> review, Settings settings) {
    var warmUp = new WarmUp(canAnswer, review, settings);
    warmUp.thread.start();
    return warmUp;
  }

  /** What is missing until the process is as fast as it will be, or will not be soon. */
  Optional<String> problem() {
    return warm ? Optional.empty() : Optional.of("the first answers are still slow");
  }

  private void run() {
    try {
      while (!canAnswer.getAsBoolean()) {
        Thread.sleep(POLL);
      }
      long began = System.nanoTime();
      int reviews = 0;
      boolean fast = false;
      while (!fast && reviews < settings.most() && !isOver(began)) {
        fast = isFast();
        reviews++;
      }
      LOG.atDebug().addKeyValue("reviews", reviews).addKeyValue("fast", fast).log("warmed up");
      warm = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOver(long began) {
    return System.nanoTime() - began > settings.longest().toNanos();
  }

  private boolean isFast() throws InterruptedException {
    long began = System.nanoTime();
    try {
      boolean answered = review.call();
      return answered && System.nanoTime() - began <= settings.fast().toNanos();
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("a review of one's own was not answered");
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      LOG.atWarn().setCause(e).log("a review of one's own could not be asked");
    }
    Thread.sleep(POLL);
    return false;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
