package dev.bedplate.event;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Says things about objects, once as a line of the log and once as an Event of {@code
 * events.k8s.io/v1}. Never makes the caller wait: one thread writes, what does not fit its queue or
 * what the API server refuses is counted and forgotten.
 */
public final class EventRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.bedplate.event");
  private static final int QUEUE = 1024;
  private static final Duration FAREWELL = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofSeconds(10);

  /** Holds notices; an empty element only wakes the writer up. */
  private final BlockingQueue<Optional<Notice>> queue = new ArrayBlockingQueue<>(QUEUE);

  private final LongAdder dropped = new LongAdder();
  private final EventWriter writer;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * A recorder that writes from now on.
   *
   * @param instance the name of this pod or host; the first 128 bytes count
   */
  public EventRecorder(KubernetesClient client, String instance, Clock clock) {
    this(client, instance, clock, Thread::sleep);
  }

  EventRecorder(KubernetesClient client, String instance, Clock clock, EventWriter.Pause pause) {
    writer = new EventWriter(new EventsApi(client, instance), clock, pause, dropped);
    thread = Thread.ofVirtual().name("events").start(this::run);
  }

  /** Logs the notice and hands it to the writer. */
  public void record(Notice notice) {
    log(notice);
    if (closed || !queue.offer(Optional.of(notice))) {
      dropped.increment();
    }
  }

  /** How many notices did not become part of an Event. */
  public long dropped() {
    return dropped.sum();
  }

  /** Writes what is queued, for at most five seconds. */
  @Override
  public void close() {
    closed = true;
    queue.offer(Optional.empty());
    try {
      if (!thread.join(FAREWELL)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed || !queue.isEmpty()) {
        Optional<Notice> next = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        step(next == null ? Optional.empty() : next);
      }
    } catch (InterruptedException e) {
      dropped.add(queue.size());
    }
  }

  private void step(Optional<Notice> next) throws InterruptedException {
    try {
      if (next.isPresent()) {
        writer.write(next.get());
      }
      writer.refresh();
    } catch (RuntimeException | Error e) {
      dropped.increment();
      LOG.atWarn().setCause(e).log("event not written");
    }
  }

  private static void log(Notice notice) {
    ObjectRef related = notice.related();
    LoggingEventBuilder line =
        switch (notice.reason().type()) {
          case Normal -> LOG.atInfo();
          case Warning -> LOG.atWarn();
        };
    line = fields(line, "regarding", notice.regarding());
    if (related != null) {
      line = fields(line, "related", related);
    }
    line.addKeyValue("type", notice.reason().type())
        .addKeyValue("reason", notice.reason())
        .addKeyValue("action", notice.action())
        .addKeyValue("note", notice.note())
        .log("event");
  }

  private static LoggingEventBuilder fields(
      LoggingEventBuilder line, String prefix, ObjectRef object) {
    LoggingEventBuilder named =
        line.addKeyValue(prefix + "Kind", object.kind())
            .addKeyValue(prefix + "Name", object.name());
    return object.namespace() == null
        ? named
        : named.addKeyValue(prefix + "Namespace", object.namespace());
  }
}
