package dev.bedplate.inspect.filesystem;

/** What a tar entry of a layer is, after reading the whiteout conventions of the OCI layer spec. */
public enum EntryType {
  File,
  Directory,
  Symlink,
  /** A further name for a file of this or a lower layer; the target is its normalised path. */
  HardLink,
  /** Devices, fifos and sockets. */
  Special,
  /** {@code .wh.NAME}: the path (already without the prefix) of lower layers is gone. */
  Whiteout,
  /** {@code .wh..wh..opq}: the directory (the entry's path) hides everything of lower layers. */
  Opaque
}
