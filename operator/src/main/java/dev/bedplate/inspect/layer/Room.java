package dev.bedplate.inspect.layer;

import dev.bedplate.inspect.filesystem.EntryTable;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.ImageUnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The heap that images have while they are read: a little for each out of a common eighth, and half
 * of it for one at a time that turns out to need more. What an image needs is not known before it
 * is read, so one that finds the half taken is given up with {@link Crowded}, holds nothing while
 * it waits, and is read again.
 */
public final class Room {
  private static final Duration WINDOW_POLL = Duration.ofMillis(100);

  private final long most;
  private final long little;
  private final Semaphore large = new Semaphore(1);
  private final Semaphore window = new Semaphore(1);
  private long common;

  /** The room in a heap of {@code heapBytes}. */
  public Room(long heapBytes) {
    most = Math.min(heapBytes / 2, EntryTable.MOST_BYTES);
    common = heapBytes / 8;
    little = common / 2;
  }

  /** The share of one image, to be closed when its facts have been put together. */
  public Share share() {
    return new Share();
  }

  private synchronized boolean lend(long bytes) {
    if (bytes > common) {
      return false;
    }
    common -= bytes;
    return true;
  }

  private synchronized void giveBack(long bytes) {
    common += bytes;
  }

  /** What one image has of the room; its layers may be read side by side. */
  public final class Share implements AutoCloseable {
    private long used;
    private long lent;
    private boolean alone;

    private Share() {}

    /** Bytes that an image may need at most. */
    long most() {
      return most;
    }

    /**
     * Takes room for so many more bytes; false when that is more than any image may have.
     *
     * @throws Crowded when this image needs much and another one that does is being read
     */
    public synchronized boolean take(long bytes) {
      used += bytes;
      if (used > most) {
        return false;
      }
      if (alone) {
        return true;
      }
      if (used <= little && lend(bytes)) {
        lent += bytes;
        return true;
      }
      alone = large.tryAcquire();
      if (!alone) {
        throw new Crowded();
      }
      return true;
    }

    /** Waits a moment for the place of the one stream that has a large window at a time. */
    boolean awaitWindow() throws InterruptedException {
      return window.tryAcquire(WINDOW_POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Gives that place back. */
    void windowIsFree() {
      window.release();
    }

    /** Gives back what was taken for a while. */
    synchronized void give(long bytes) {
      used -= bytes;
      long back = Math.min(bytes, lent);
      lent -= back;
      giveBack(back);
    }

    /** The same for a layer that was read before. */
    public boolean take(LayerFacts known) {
      EntryTable entries = known.files().entries();
      return take(known.weight() - entries.weight() + entries.memory());
    }

    /** Gives everything back and waits until no other image needs much. */
    public void waitForAll(String image, Deadline deadline) throws ImageUnavailableException {
      close();
      deadline.acquire(large, image + ": other images that need much memory were not read in time");
      synchronized (this) {
        alone = true;
      }
    }

    @Override
    public synchronized void close() {
      giveBack(lent);
      if (alone) {
        large.release();
      }
      used = 0;
      lent = 0;
      alone = false;
    }
  }

  /** The room for a large image is taken; whoever is reading waits for it and begins again. */
  public static final class Crowded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crowded() {
      super("another image that needs much memory is being read", null, false, false);
    }
  }
}
