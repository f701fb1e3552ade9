package dev.bedplate.inspect.zstd;

import java.io.IOException;

/** Where the memory of windows comes from; what it throws ends the reading. */
public interface WindowMemory {
  /** As much as a window of at most {@code most} bytes. */
  static WindowMemory upTo(long most) {
    return new WindowMemory() {
      @Override
      public void frame(long window) throws DamagedException {
        if (window > most) {
          throw new DamagedException("a window of " + window + " bytes");
        }
      }

      @Override
      public void take(int bytes) {
        // There is enough.
      }
    };
  }

  /** A frame begins that asks for a window of so many bytes, which it need not use. */
  void frame(long window) throws IOException;

  /** So many more bytes are used from now on. */
  void take(int bytes) throws IOException;
}
