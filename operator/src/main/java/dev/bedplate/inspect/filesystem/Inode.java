package dev.bedplate.inspect.filesystem;

import org.jspecify.annotations.Nullable;

/** What one or more names stand for. */
final class Inode {
  private static final int IMPLIED_MODE = 0755;

  final EntryType type;
  final long size;
  final @Nullable String target;
  final @Nullable Children children;
  int mode;
  int layer;

  /** Which entry of the layer it is. */
  final int entry;

  /** Whether it has had more than one name. */
  boolean shared;

  Inode(EntryType type, long size, int mode, int layer, int entry, @Nullable String target) {
    this.type = type;
    this.size = type == EntryType.File ? size : 0;
    this.mode = mode;
    this.layer = layer;
    this.entry = entry;
    this.target = type == EntryType.Symlink ? target : null;
    this.children = type == EntryType.Directory ? new Children() : null;
  }

  /** A directory that no entry names but that something is in. */
  static Inode impliedDirectory(int layer) {
    return new Inode(EntryType.Directory, 0, IMPLIED_MODE, layer, -1, null);
  }

  boolean directory() {
    return children != null;
  }
}
