package dev.bedplate.source.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stream that occupies a place in a lane until it is closed. */
final class LaneStream extends FilterInputStream {
  private final Lane lane;
  private final AtomicBoolean left = new AtomicBoolean();

  LaneStream(InputStream in, Lane lane) {
    super(in);
    this.lane = lane;
  }

  @Override
  public void close() throws IOException {
    try {
      in.close();
    } finally {
      if (left.compareAndSet(false, true)) {
        lane.leave();
      }
    }
  }
}
