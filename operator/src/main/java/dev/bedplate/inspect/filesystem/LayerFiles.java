package dev.bedplate.inspect.filesystem;

import java.util.Map;

/**
 * The entries of one layer in the order of its tar, and the content of the few small files that
 * analyzers read. Paths are normalised: no leading or trailing slash, no {@code .} or {@code ..}.
 *
 * @param contents file path to bytes, for regular files only
 */
public record LayerFiles(EntryTable entries, Map<String, byte[]> contents) {
  public LayerFiles {
    contents = Map.copyOf(contents);
  }
}
