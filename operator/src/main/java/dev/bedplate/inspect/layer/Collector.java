package dev.bedplate.inspect.layer;

import dev.bedplate.inspect.filesystem.EntryTable;
import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.tar.SparseMap;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Walks a tar and keeps what analyzers need of each entry. */
final class Collector {
  private final TarInput input;
  private final TarWalker walker;
  private final EntryPath paths;
  private final Limits limits;
  private final Shelf shelf;
  private final Guard guard;
  private final LayerName name;

  final EntryTable.Builder entries = new EntryTable.Builder();
  final Contents contents;
  long unpacked;

  Collector(TarInput input, Limits limits, Room.Share room, Guard guard, LayerName name) {
    this.input = input;
    this.limits = limits;
    this.shelf = new Shelf(room, name);
    this.guard = guard;
    this.name = name;
    this.walker = new TarWalker(input, limits, name);
    this.paths = new EntryPath(limits, name);
    this.contents = new Contents(limits, shelf);
  }

  /** Reads every entry. */
  void collect() throws IOException {
    for (TarEntry entry = walker.next(); entry != null; entry = walker.next()) {
      walker.finish(entry, entry(entry));
    }
  }

  /** Records one entry and returns how many bytes of its content are still unread. */
  private long entry(TarEntry entry) throws IOException {
    String path = paths.normalise(entry.name());
    EntryType type = type(entry);
    int slash = path.lastIndexOf('/');
    String base = path.substring(slash + 1);
    if (Whiteouts.metadata(path)) {
      return entry.stored();
    }
    if (Whiteouts.is(base)) {
      whiteout(path.substring(0, Math.max(slash, 0)), base);
      return entry.stored();
    }
    if (path.isEmpty()) {
      return entry.stored();
    }
    if (type != EntryType.File) {
      add(type, path, 0, entry.mode(), target(type, entry));
      return entry.stored();
    }
    unpack(entry.size());
    int position = add(type, path, entry.size(), entry.mode(), null);
    SparseMap sparse = entry.sparse();
    return sparse == null
        ? contents.read(position, path, entry.size(), input)
        : sparse(position, path, entry, sparse);
  }

  private long sparse(int position, String path, TarEntry entry, SparseMap map) throws IOException {
    var holes = new Expansion(input, map, entry.size(), guard);
    contents.read(position, path, entry.size(), new TarInput(holes, null));
    return entry.stored() - holes.consumed();
  }

  /** Holes take no room in a tar, but in what it unpacks to. */
  private void unpack(long size) throws IOException {
    unpacked += size;
    if (unpacked > limits.unpackedLayerBytes() || unpacked < 0) {
      throw name.exceeds(
          "its files are larger than the limit of " + limits.unpackedLayerBytes() + " bytes");
    }
  }

  private static EntryType type(TarEntry entry) {
    return switch (entry.flag()) {
      case '1' -> EntryType.HardLink;
      case '2' -> EntryType.Symlink;
      case '5' -> EntryType.Directory;
      case '3', '4', '6' -> EntryType.Special;
      case '\0' ->
          entry.name().length > 0 && entry.name()[entry.name().length - 1] == '/'
              ? EntryType.Directory
              : EntryType.File;
      case '0', '7', 'S' -> EntryType.File;
      default -> EntryType.Special;
    };
  }

  private @Nullable String target(EntryType type, TarEntry entry) throws IOException {
    return switch (type) {
      case HardLink -> paths.normalise(entry.link());
      case Symlink -> paths.text(entry.link());
      case File, Directory, Special, Whiteout, Opaque -> null;
    };
  }

  private void whiteout(String directory, String base) throws IOException {
    if (base.equals(Whiteouts.OPAQUE)) {
      add(EntryType.Opaque, directory, 0, 0, null);
      return;
    }
    String hidden = base.substring(Whiteouts.PREFIX.length());
    if (hidden.equals(".") || hidden.equals("..")) {
      throw name.invalid("the whiteout '" + directory + "/" + base + "' names no file");
    }
    add(EntryType.Whiteout, directory.isEmpty() ? hidden : directory + "/" + hidden, 0, 0, null);
  }

  private int add(EntryType type, String path, long size, int mode, @Nullable String target)
      throws IOException {
    long before = entries.memory();
    int position = entries.add(type, path, size, mode, target);
    shelf.take(entries.memory() - before);
    return position;
  }
}
