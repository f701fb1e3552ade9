package dev.bedplate.reconcile;

import dev.bedplate.cluster.ClusterView;
import dev.bedplate.fault.Faults;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the leader does every two seconds without any event: has everything judged again when a
 * moment came or tags are to be looked at anew, looks after what no event told, and keeps statuses
 * true.
 */
final class Rounds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration FAREWELL = Duration.ofSeconds(5);
  private final ClusterView view;
  private final Workloads workloads;
  private final Statuses statuses;
  private final TagLooks looks;
  private final Clock clock;
  private @Nullable Instant last;
  private @Nullable ScheduledExecutorService executor;

  /** The workloads that are judged. */
  interface Workloads {
    /** Has all of them judged again. */
    void again();

    /** Looks after those of which events did not tell. */
    void callRoll();

    /** Whether all of them were judged once. */
    boolean judged();
  }

  Rounds(ClusterView view, Workloads workloads, Statuses statuses, TagLooks looks, Clock clock) {
    this.view = view;
    this.workloads = workloads;
    this.statuses = statuses;
    this.looks = looks;
    this.clock = clock;
  }

  /** Begins; once begun it does nothing. */
  synchronized void start() {
    if (executor == null) {
      ScheduledExecutorService started =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("rounds").factory());
      var _ =
          started.scheduleWithFixedDelay(
              this::safely, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      executor = started;
    }
  }

  /** One round, now. */
  void round() {
    if (!view.synced()) {
      return;
    }
    Instant now = clock.instant();
    boolean moment = last != null && Moments.passed(view.catalog(), last, now);
    if (looks.begin(now) || moment) {
      workloads.again();
    }
    last = now;
    workloads.callRoll();
    statuses.round(now, workloads.judged());
  }

  private void safely() {
    try {
      round();
    } catch (RuntimeException | Error e) {
      // Whatever is thrown out of here ends all rounds to come.
      Faults.told("a round", e);
    }
  }

  /** Ends the round under way, waiting at most five seconds. */
  @Override
  public synchronized void close() {
    ScheduledExecutorService running = executor;
    executor = null;
    if (running == null) {
      return;
    }
    running.shutdownNow();
    try {
      if (!running.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.atWarn().log("a round did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
