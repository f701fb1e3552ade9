package dev.bedplate.inspect.elf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file header and the program headers that matter: loadable, dynamic and interpreter. */
record ElfHeaders(
    Words words,
    int machine,
    List<Segment> loads,
    @Nullable Segment dynamic,
    @Nullable Segment interpreter) {
  static final int LARGEST_TABLE = 64 * 1024;

  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int INTERPRETER = 3;

  /** One program header: file offset, virtual address and bytes in the file. */
  record Segment(long offset, long address, long size) {
    boolean holds(long at) {
      return at >= address && at - address < size;
    }
  }

  /** The word size and byte order in the identification, or null when it is none. */
  static @Nullable Words words(byte[] file) {
    int size = file[4];
    int order = file[5];
    return (size == 1 || size == 2) && (order == 1 || order == 2)
        ? new Words(size == 2, order == 2)
        : null;
  }

  /** Where in the file the program headers stand. */
  record Table(long start, int entry, int count) {
    int length() {
      return entry * count;
    }

    long end() {
      return start + length();
    }
  }

  /** Whether the file has an entry point, so that it can be started. */
  static boolean canBeStarted(Words words, byte[] file) {
    return words.natural(file, 24) != 0;
  }

  /**
   * Where the program headers of a file of {@code size} bytes stand, or null when that is absurd.
   */
  static @Nullable Table table(Words words, byte[] file, long size) {
    long start = words.natural(file, words.wide() ? 32 : 28);
    int entry = words.half(file, words.wide() ? 54 : 42);
    int count = words.half(file, words.wide() ? 56 : 44);
    if (count == 0) {
      return new Table(0, 0, 0);
    }
    long length = (long) entry * count;
    boolean sane =
        entry >= (words.wide() ? 56 : 32)
            && length <= LARGEST_TABLE
            && start >= 0
            && start <= size - length;
    return sane ? new Table(start, entry, count) : null;
  }

  /** Reads the headers from {@code bytes}, in which the table begins at {@code from}. */
  static ElfHeaders read(Words words, byte[] file, Table table, byte[] bytes, int from) {
    var loads = new ArrayList<Segment>();
    Segment dynamic = null;
    Segment interpreter = null;
    for (int i = 0; i < table.count(); i++) {
      int at = from + i * table.entry();
      switch ((int) words.word(bytes, at)) {
        case LOAD -> loads.add(segment(words, bytes, at));
        case DYNAMIC -> dynamic = segment(words, bytes, at);
        // The kernel takes the first.
        case INTERPRETER ->
            interpreter = interpreter == null ? segment(words, bytes, at) : interpreter;
        default -> {}
      }
    }
    return new ElfHeaders(words, words.half(file, 18), loads, dynamic, interpreter);
  }

  private static Segment segment(Words words, byte[] file, int at) {
    return words.wide()
        ? new Segment(
            words.natural(file, at + 8), words.natural(file, at + 16), words.natural(file, at + 32))
        : new Segment(
            words.natural(file, at + 4), words.natural(file, at + 8), words.natural(file, at + 16));
  }

  /** The file offset of a virtual address, or -1 when no segment holds it. */
  long offset(long address) {
    for (Segment load : loads) {
      if (load.holds(address)) {
        return load.offset() + (address - load.address());
      }
    }
    return -1;
  }
}
