package dev.bedplate.inspect.layer;

import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.elf.ElfReader;
import dev.bedplate.inspect.filesystem.EntryTable;
import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.KeptFiles;
import dev.bedplate.inspect.packages.PackageDatabase;
import dev.bedplate.inspect.packages.PackageDatabases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks a tar and keeps what analyzers need of each entry. */
final class Collector {
  private static final int LONGEST_SCRIPT_LINE = 256;
  private static final int MOST_NOTES = 100;

  private static final int RECORD_BYTES = 400;

  private final TarInput input;
  private final TarWalker walker;
  private final EntryPath paths;
  private final Limits limits;
  private final Room.Share room;
  private final LayerName name;
  private final ElfReader elfReader = new ElfReader();

  final EntryTable.Builder entries = new EntryTable.Builder();
  final Map<String, byte[]> contents = new HashMap<>();
  final Map<String, ElfFile> elves = new HashMap<>();
  final Map<String, PackageDatabase> databases = new HashMap<>();
  final Map<String, String> scripts = new HashMap<>();
  final List<String> notes = new ArrayList<>();
  long unpacked;

  Collector(TarInput input, Limits limits, Room.Share room, LayerName name) {
    this.input = input;
    this.limits = limits;
    this.room = room;
    this.name = name;
    this.walker = new TarWalker(input, limits, name);
    this.paths = new EntryPath(limits, name);
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
    forget(path);
    if (type != EntryType.File) {
      add(type, path, 0, entry.mode(), target(type, entry));
      return entry.stored();
    }
    unpacked += entry.stored();
    add(type, path, entry.stored(), entry.mode(), null);
    if (entry.sparse()) {
      note(path + ": sparse file, content not read");
      return entry.stored();
    }
    return content(path, entry.stored());
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

  private void add(EntryType type, String path, long size, int mode, @Nullable String target)
      throws IOException {
    take(Room.ENTRY_BYTES + path.length() + (target == null ? 0 : target.length()));
    entries.add(type, path, size, mode, target);
  }

  /** The last of several entries of one path counts. */
  private void forget(String path) {
    contents.remove(path);
    elves.remove(path);
    databases.remove(path);
    scripts.remove(path);
  }

  private long content(String path, long size) throws IOException {
    if (size == 0 || input.exhausted()) {
      return size;
    }
    if (PackageDatabases.isDatabase(path)) {
      keep(path, Math.min(size, limits.databaseBytes()));
      var content = new TarInput.Content(input, size);
      databases.put(path, PackageDatabases.read(path, content, limits.databaseBytes()));
      return content.left();
    }
    if (ElfReader.isElf(input.bytes, input.position, input.available()) && size >= 64) {
      return elf(path, size);
    }
    script(path, size);
    return KeptFiles.keeps(path) ? text(path, size) : size;
  }

  private long elf(String path, long size) throws IOException {
    elfReader.begin(path, size);
    long left = size;
    while (left > 0 && elfReader.wantsMore() && !input.exhausted()) {
      int count = (int) Math.min(left, input.available());
      elfReader.accept(input.bytes, input.position, count);
      input.position += count;
      left -= count;
    }
    ElfFile elf = elfReader.finish();
    if (elf != null) {
      elves.put(path, elf);
      keep(path, elf.needed().stream().mapToInt(String::length).sum());
    }
    return left;
  }

  private void script(String path, long size) throws IOException {
    byte[] bytes = input.bytes;
    int from = input.position;
    if (size < 2 || input.available() < 2 || bytes[from] != '#' || bytes[from + 1] != '!') {
      return;
    }
    int start = from + 2;
    int end = (int) Math.min(from + size, Math.min(input.limit, start + LONGEST_SCRIPT_LINE));
    int line = start;
    while (line < end && bytes[line] != '\n' && bytes[line] != 0) {
      line++;
    }
    scripts.put(path, new String(bytes, start, line - start, StandardCharsets.UTF_8).strip());
    keep(path, line - start);
  }

  private long text(String path, long size) throws IOException {
    if (size > limits.contentBytes()) {
      note(path + ": not read, larger than " + limits.contentBytes() + " bytes");
      return size;
    }
    keep(path, size);
    byte[] content = new byte[(int) size];
    int count = input.read(content, 0, content.length);
    contents.put(path, content);
    return size - count;
  }

  private void keep(String path, long bytes) throws IOException {
    take(RECORD_BYTES + path.length() + bytes);
  }

  private void take(long bytes) throws IOException {
    if (!room.take(bytes)) {
      throw name.exceeds(
          "what has to be kept of its files needs more than "
              + room.most()
              + " bytes, half of this process's memory");
    }
  }

  private void note(String text) {
    if (notes.size() < MOST_NOTES) {
      notes.add(text);
    }
  }
}
