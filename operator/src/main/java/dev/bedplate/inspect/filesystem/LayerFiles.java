package dev.bedplate.inspect.filesystem;

import java.util.Map;

/**
 * The entries of one layer in the order of its tar, and the content of the few small files that may
 * say which distribution this is. Paths are normalised: no leading or trailing slash, no {@code .}
 * or {@code ..}.
 *
 * @param contents position of the entry to bytes, for regular files only
 * @param unread files of at least so many bytes may be such files without their content being here
 */
public record LayerFiles(EntryTable entries, Map<Integer, byte[]> contents, long unread) {
  /** Every file of interest has its content here. */
  public static final long ALL_READ = Long.MAX_VALUE;

  public LayerFiles {
    contents = Map.copyOf(contents);
  }

  /** Whether a file of this size may have content that is not here. */
  boolean dropped(int entry, long size) {
    return size >= unread && !contents.containsKey(entry);
  }
}
