package dev.bedplate.event;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns notices into requests: equal ones into a series, few per object, few per second; for one
 * thread.
 */
final class EventWriter {
  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final int MAX_OBJECTS = 4096;
  private static final int MAX_SERIES = 4096;
  private static final int OBJECT_BURST = 25;
  private static final Duration OBJECT_REFILL = Duration.ofMinutes(5);
  private static final int BURST = 50;
  private static final Duration REFILL = Duration.ofMillis(100);

  private final EventsApi api;
  private final Clock clock;
  private final Pause pause;
  private final LongAdder dropped;
  private final TokenBucket all;
  private final Recent<ObjectRef, TokenBucket> objects = new Recent<>(MAX_OBJECTS);
  private final Recent<Notice, Series> series = new Recent<>(MAX_SERIES);
  private long number;
  private Instant refreshed;

  /** Lets time pass. */
  @FunctionalInterface
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * A writer that has not written anything.
   *
   * @param dropped counts the notices that nobody will see as an Event
   */
  EventWriter(EventsApi api, Clock clock, Pause pause, LongAdder dropped) {
    this.api = api;
    this.clock = clock;
    this.pause = pause;
    this.dropped = dropped;
    refreshed = clock.instant();
    all = new TokenBucket(BURST, REFILL, refreshed);
  }

  /** Writes a new Event, or counts the notice in the series of one that is there. */
  void write(Notice notice) throws InterruptedException {
    Instant now = clock.instant();
    Series known = series.get(notice);
    if (known != null && !known.over(now)) {
      known.again(now);
      if (known.due(now)) {
        update(notice, known);
      }
      return;
    }
    if (known != null && known.due(now)) {
      update(notice, known);
    }
    series.remove(notice);
    if (bucket(notice.regarding(), now).take(now)) {
      create(notice, now);
    } else {
      dropped.increment();
    }
  }

  /** Tells what was counted and not yet written, and forgets the series that are over. */
  void refresh() throws InterruptedException {
    Instant now = clock.instant();
    if (now.isBefore(refreshed.plus(LOOK))) {
      return;
    }
    refreshed = now;
    for (Map.Entry<Notice, Series> entry : new ArrayList<>(series.entrySet())) {
      if (entry.getValue().due(now)) {
        update(entry.getKey(), entry.getValue());
      }
      if (entry.getValue().over(now)) {
        series.remove(entry.getKey());
      }
    }
  }

  private void create(Notice notice, Instant now) throws InterruptedException {
    EventName name = EventName.of(notice.regarding(), now, number++);
    pace();
    try {
      api.create(name, notice, now);
      series.put(notice, new Series(name, now));
    } catch (KubernetesClientException e) {
      refused(e);
    }
  }

  private void update(Notice notice, Series known) throws InterruptedException {
    pace();
    try {
      api.update(known);
      known.updated(clock.instant());
    } catch (KubernetesClientException e) {
      // The server may have forgotten the Event; the next notice writes a new one.
      series.remove(notice);
      refused(e);
    }
  }

  private void refused(KubernetesClientException e) {
    dropped.increment();
    LOG.atDebug().addKeyValue("code", e.getCode()).setCause(e).log("event not written");
  }

  private void pace() throws InterruptedException {
    while (!all.take(clock.instant())) {
      pause.sleep(all.wait(clock.instant()));
    }
  }

  private TokenBucket bucket(ObjectRef object, Instant now) {
    return objects.computeIfAbsent(object, _ -> new TokenBucket(OBJECT_BURST, OBJECT_REFILL, now));
  }
}
