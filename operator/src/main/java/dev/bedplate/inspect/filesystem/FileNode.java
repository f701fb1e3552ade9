package dev.bedplate.inspect.filesystem;

import org.jspecify.annotations.Nullable;

/**
 * One visible name of the squashed view.
 *
 * @param path the real path, normalised, without leading slash; empty for the root
 * @param type what the name is; a hard link has the type of what it is a name of
 * @param size bytes of a regular file, else 0
 * @param mode permission bits of the tar entry
 * @param layer index of the layer that gave the content, lowest 0
 * @param entry the position of the entry of that layer's table that gave it, whatever its name
 *     there; negative for a directory that no entry names
 * @param linkTarget where a symbolic link points, as written, or null
 */
public record FileNode(
    String path,
    EntryType type,
    long size,
    int mode,
    int layer,
    int entry,
    @Nullable String linkTarget) {

  /** The path as programs in the image write it. */
  public String absolutePath() {
    return "/" + path;
  }

  /** The last component of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
