package dev.bedplate.inspect.layer;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.zstd.WindowMemory;
import dev.bedplate.source.ImageUnavailableException;

/**
 * The memory of one zstd stream. Usual windows are small enough to be there always; a larger one is
 * taken from the room of the image, by one stream at a time.
 */
final class WindowRoom implements WindowMemory, AutoCloseable {
  /** What encoders use by default. */
  private static final long USUAL = 8L * 1024 * 1024 + 256 * 1024;

  /** What decoders of container runtimes accept too. */
  private static final long MOST = 128L * 1024 * 1024;

  private final Room.Share room;
  private final Guard guard;
  private final LayerName name;
  private long used;
  private long taken;
  private boolean alone;

  WindowRoom(Room.Share room, Guard guard, LayerName name) {
    this.room = room;
    this.guard = guard;
    this.name = name;
  }

  @Override
  public void frame(long window) throws ImageUnavailableException {
    if (window > MOST) {
      throw name.exceeds(
          "the zstd stream asks for a window of %d bytes, at most %d are allowed"
              .formatted(window, MOST));
    }
    if (window <= USUAL || alone) {
      return;
    }
    awaitWindow();
  }

  private void awaitWindow() throws ImageUnavailableException {
    try {
      while (!room.awaitWindow()) {
        guard.check();
      }
      alone = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw name.failure(UndecidedReason.DeadlineExceeded, "the inspection was cancelled");
    }
  }

  @Override
  public void take(int bytes) throws ImageUnavailableException {
    used += bytes;
    if (used <= USUAL) {
      return;
    }
    taken += bytes;
    if (!room.take(bytes)) {
      throw name.exceeds(
          "the zstd stream needs a window of more than %d bytes, for which there is no memory"
              .formatted(used - bytes));
    }
  }

  @Override
  public void close() {
    room.give(taken);
    taken = 0;
    if (alone) {
      alone = false;
      room.windowIsFree();
    }
  }
}
