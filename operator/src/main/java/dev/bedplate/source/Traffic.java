package dev.bedplate.source;

import java.util.concurrent.atomic.LongAdder;

/** Counts what one inspection cost upstream; safe for concurrent use. */
public final class Traffic {
  private final LongAdder requests = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  /** Notes one request sent. */
  public void request() {
    requests.increment();
  }

  /** Notes {@code count} body bytes received. */
  public void received(long count) {
    bytes.add(count);
  }

  /** Requests sent so far. */
  public long requests() {
    return requests.sum();
  }

  /** Body bytes received so far. */
  public long bytes() {
    return bytes.sum();
  }
}
