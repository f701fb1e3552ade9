package dev.bedplate.inspect.packages;

import java.io.IOException;

/** What a parser asks before it holds so many more bytes of a file. */
@FunctionalInterface
public interface Memory {
  /** Takes them for as long as the file is read, or fails. */
  void take(long bytes) throws IOException;
}
