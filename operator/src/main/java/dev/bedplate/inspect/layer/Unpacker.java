package dev.bedplate.inspect.layer;

import java.io.IOException;

/** Stored bytes to the bytes of the tar. */
interface Unpacker extends AutoCloseable {
  /**
   * Writes at least one byte into {@code into} from index {@code from} on and returns how many, or
   * -1 at the end, when every stored byte has been read.
   */
  int unpack(byte[] into, int from) throws IOException;

  @Override
  default void close() {}
}
