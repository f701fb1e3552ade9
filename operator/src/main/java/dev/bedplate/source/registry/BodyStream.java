package dev.bedplate.source.registry;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A response body as a stream with a bounded window: when its reader is slow, the socket is not
 * read. Buffers are handed over in batches, which costs a fraction of the wake-ups of the JDK's own
 * body stream, and every wait ends at the deadline, or earlier when no byte comes.
 */
final class BodyStream extends InputStream implements BodySubscriber<BodyStream> {
  private static final int WINDOW = 8;

  /** So long without a byte, a connection counts as broken. */
  private static final Duration STALL = Duration.ofSeconds(30);

  private static final Duration SHORTEST_STALL = Duration.ofSeconds(1);

  private final String what;
  private final Access access;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrival = lock.newCondition();
  private ArrayDeque<ByteBuffer> arrived = new ArrayDeque<>();
  private int arrivedBatches;
  private boolean complete;
  private boolean closed;
  private @Nullable Throwable failure;
  private volatile @Nullable Subscription subscription;

  // Only the reader touches these.
  private ArrayDeque<ByteBuffer> taken = new ArrayDeque<>();
  private int owed;

  BodyStream(String what, Access access) {
    this.what = what;
    this.access = access;
  }

  @Override
  public CompletionStage<BodyStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(WINDOW);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    // Counted before anyone can have read them, so that a finished reader sees the full count.
    access.traffic().received(buffers.stream().mapToLong(ByteBuffer::remaining).sum());
    lock.lock();
    try {
      if (closed) {
        return;
      }
      arrivedBatches++;
      arrived.addAll(buffers);
      arrival.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onError(Throwable throwable) {
    end(throwable);
  }

  @Override
  public void onComplete() {
    end(null);
  }

  private void end(@Nullable Throwable throwable) {
    lock.lock();
    try {
      complete = true;
      failure = throwable;
      arrival.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    int done = 0;
    while (done < length) {
      ByteBuffer buffer = taken.peek();
      if (buffer == null) {
        if (done > 0 || !refill()) {
          break;
        }
        continue;
      }
      int count = Math.min(length - done, buffer.remaining());
      buffer.get(target, offset + done, count);
      done += count;
      if (!buffer.hasRemaining()) {
        taken.remove();
      }
    }
    return done == 0 ? -1 : done;
  }

  private boolean refill() throws IOException {
    lock.lock();
    try {
      long since = System.nanoTime();
      long patience = patience().toNanos();
      while (arrived.isEmpty()) {
        if (complete) {
          throwFailure();
          return false;
        }
        await(since + patience - System.nanoTime());
      }
      ArrayDeque<ByteBuffer> full = arrived;
      arrived = taken;
      taken = full;
      owed += arrivedBatches;
      arrivedBatches = 0;
    } finally {
      lock.unlock();
    }
    if (owed >= WINDOW / 2) {
      Objects.requireNonNull(subscription).request(owed);
      owed = 0;
    }
    return true;
  }

  private void throwFailure() throws IOException {
    if (failure != null) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  /** Half of the time that is left, so that the other half can be used to ask again. */
  private Duration patience() {
    Duration half = access.deadline().remaining().dividedBy(2);
    Duration most = half.compareTo(STALL) < 0 ? half : STALL;
    return most.compareTo(SHORTEST_STALL) < 0 ? SHORTEST_STALL : most;
  }

  @SuppressWarnings("WaitNotInLoop") // The caller loops.
  private void await(long patience) throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
    Deadline deadline = access.deadline();
    deadline.check(what);
    if (patience <= 0) {
      throw new IOException("no byte came for a while");
    }
    try {
      long most = Math.min(patience, deadline.remaining().toNanos());
      boolean ignored = arrival.await(most, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageUnavailableException(
          UndecidedReason.DeadlineExceeded, what + ": reading was given up", e);
    }
  }

  /** Reads at most {@code limit} bytes and one more, so that the caller sees an excess. */
  byte[] readCapped(int limit) throws IOException {
    return readNBytes(limit + 1);
  }

  /** Reads a short answer that nobody needs, so that its connection can be used again. */
  void discard() throws ImageUnavailableException {
    try (this) {
      skipNBytes(8 * 1024L);
    } catch (ImageUnavailableException e) {
      throw e;
    } catch (IOException e) {
      // A body that ends before the limit, or breaks: either way it is of no interest.
      return;
    }
  }

  @Override
  public void close() {
    Subscription cancelled;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      cancelled = complete ? null : subscription;
      arrived.clear();
      arrival.signalAll();
    } finally {
      lock.unlock();
    }
    if (cancelled != null) {
      cancelled.cancel();
    }
  }
}
