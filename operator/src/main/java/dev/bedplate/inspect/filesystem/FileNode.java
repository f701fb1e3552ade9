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
 * @param recordedPath path under which that layer recorded the content; another than {@code path}
 *     for hard links, and when a directory on the way was a symbolic link
 * @param linkTarget where a symbolic link points, as written, or null
 */
public record FileNode(
    String path,
    EntryType type,
    long size,
    int mode,
    int layer,
    String recordedPath,
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
