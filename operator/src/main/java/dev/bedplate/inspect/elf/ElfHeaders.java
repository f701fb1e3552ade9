package dev.bedplate.inspect.elf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file header and the program headers that matter: loadable, dynamic and interpreter. */
record ElfHeaders(
    Words words,
    int machine,
    int type,
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

  /** How many bytes from the start of the file hold all headers, or -1 when that is absurd. */
  static int length(Words words, byte[] file) {
    long start = words.natural(file, words.wide() ? 32 : 28);
    int entry = words.half(file, words.wide() ? 54 : 42);
    int count = words.half(file, words.wide() ? 56 : 44);
    if (count == 0) {
      return 64;
    }
    boolean sane =
        start >= 0
            && start <= LARGEST_TABLE
            && entry >= (words.wide() ? 56 : 32)
            && (long) entry * count <= LARGEST_TABLE;
    return sane ? Math.max(64, (int) start + entry * count) : -1;
  }

  /** Reads the headers from a prefix of at least {@link #length} bytes. */
  static ElfHeaders read(Words words, byte[] file) {
    int start = (int) words.natural(file, words.wide() ? 32 : 28);
    int entry = words.half(file, words.wide() ? 54 : 42);
    int count = words.half(file, words.wide() ? 56 : 44);
    var loads = new ArrayList<Segment>();
    Segment dynamic = null;
    Segment interpreter = null;
    for (int i = 0; i < count; i++) {
      int at = start + i * entry;
      switch ((int) words.word(file, at)) {
        case LOAD -> loads.add(segment(words, file, at));
        case DYNAMIC -> dynamic = segment(words, file, at);
        case INTERPRETER -> interpreter = segment(words, file, at);
        default -> {}
      }
    }
    return new ElfHeaders(
        words, words.half(file, 18), words.half(file, 16), loads, dynamic, interpreter);
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
