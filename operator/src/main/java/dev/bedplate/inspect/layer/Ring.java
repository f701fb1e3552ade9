package dev.bedplate.inspect.layer;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A few reused chunks between the thread that unpacks and the thread that walks the tar. */
final class Ring implements Chunks {
  private static final int CHUNKS = 4;

  private final ArrayBlockingQueue<Chunk> free = new ArrayBlockingQueue<>(CHUNKS + 1);
  private final ArrayBlockingQueue<Chunk> full = new ArrayBlockingQueue<>(CHUNKS + 1);
  private final Chunk end = new Chunk(0);
  private final Chunk abort = new Chunk(0);
  private final Guard guard;
  private @Nullable Chunk inUse;

  Ring(Guard guard) {
    this.guard = guard;
    for (int i = 0; i < CHUNKS; i++) {
      free.add(new Chunk(Chunk.SIZE));
    }
  }

  /** Fills chunks until the tar ends; on a failure the walking side is told to give up. */
  void produce(TarProducer producer) throws IOException, InterruptedException {
    Chunk last = abort;
    try {
      Chunk chunk = free.take();
      while (producer.fill(chunk)) {
        full.add(chunk);
        chunk = free.take();
      }
      last = end;
    } finally {
      full.add(last);
    }
  }

  /** Wakes the producing side and makes it stop; called when the walking side has failed. */
  void giveUp() {
    guard.stop();
    free.add(abort);
  }

  @Override
  public @Nullable Chunk next() throws IOException {
    if (inUse != null) {
      free.add(inUse);
      inUse = null;
    }
    Chunk chunk;
    try {
      chunk = full.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Guard.Stopped();
    }
    if (chunk == abort) {
      throw new Guard.Stopped();
    }
    if (chunk == end) {
      return null;
    }
    inUse = chunk;
    return chunk;
  }
}
