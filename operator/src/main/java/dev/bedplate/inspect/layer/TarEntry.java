package dev.bedplate.inspect.layer;

import dev.bedplate.tar.SparseMap;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a tar with its extension headers applied.
 *
 * @param flag the type flag of POSIX.1-2008 pax or of GNU tar
 * @param name raw bytes
 * @param link raw bytes of the link target, empty when there is none
 * @param size bytes of the file
 * @param stored bytes of content that follow in the tar; fewer for a sparse file
 * @param sparse where these bytes belong in a file with holes, or null for any other
 */
@SuppressWarnings("ArrayRecordComponent")
record TarEntry(
    char flag,
    byte[] name,
    byte[] link,
    long size,
    long stored,
    int mode,
    @Nullable SparseMap sparse) {
  /** Entries of these types have no content, whatever their size field says. */
  private static final String WITHOUT_CONTENT = "123456";

  static boolean hasContent(char flag) {
    return WITHOUT_CONTENT.indexOf(flag) < 0;
  }
}
