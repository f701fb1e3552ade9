package dev.bedplate.inspect.filesystem;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one layer as records in pages of bytes: a few bytes more than their names. The
 * directory of an entry is a record of its own, which counts until the next one and is written as
 * what differs from the one before; names stand there as a whole, so that whoever puts layers
 * together can refer to them. An entry is known by its position: the page and where in it its
 * record begins.
 */
public final class EntryTable {
  /** Bits of a position that say where in its page it is. */
  static final int PAGE_BITS = 16;

  static final int PAGE = 1 << PAGE_BITS;

  /** More bytes than this cannot be referred to. */
  public static final long MOST_BYTES = 1L << 30;

  private final List<byte[]> pages;
  private final int count;
  private final int implied;
  private final boolean hides;

  private EntryTable(List<byte[]> pages, int count, int implied, boolean hides) {
    this.pages = List.copyOf(pages);
    this.count = count;
    this.implied = implied;
    this.hides = hides;
  }

  /** A table of the pages that {@link #pages()} gave, and what else it said of itself. */
  public static EntryTable of(List<byte[]> pages, int count, int implied, boolean hides) {
    return new EntryTable(pages, count, implied, hides);
  }

  /** Whether any entry hides something of lower layers. */
  public boolean hides() {
    return hides;
  }

  /** The encoded form, for a cache; not to be changed. */
  public List<byte[]> pages() {
    return pages;
  }

  /** The number of entries. */
  public int count() {
    return count;
  }

  /** How many directories may be there without an entry. */
  public int implied() {
    return implied;
  }

  /** The bytes this table occupies. */
  public long weight() {
    return pages.stream().mapToLong(page -> page.length).sum();
  }

  /** The bytes this table and what it adds to an image need. */
  public long memory() {
    return memory(weight(), count, implied);
  }

  private static long memory(long weight, int count, int implied) {
    return weight + (long) Nodes.BYTES * count + (long) Nodes.IMPLIED_BYTES * implied;
  }

  /** Receives entries in tar order. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * One entry; {@code size} is the byte count of a file, else 0; {@code mode} the tar mode.
     *
     * @param position by which the entry is known
     */
    void entry(
        int position,
        EntryType type,
        String path,
        long size,
        int mode,
        @Nullable String linkTarget);
  }

  /** Visits every entry in tar order. */
  public void forEach(Visitor visitor) {
    var entry = new EntryCursor(this);
    while (entry.next()) {
      visitor.entry(
          entry.position(),
          entry.type(),
          entry.path(),
          entry.size(),
          entry.mode(),
          entry.isLink() ? entry.target() : null);
    }
  }

  /** Collects entries in tar order. */
  public static final class Builder {
    private final List<byte[]> full = new ArrayList<>();
    private byte[] page = new byte[1024];
    private int end;
    private byte[] directory = new byte[0];
    private byte[] lastTarget = new byte[0];

    /** Hashes of the paths of directories so far; two that are the same cost one name. */
    private final IntSet directories = new IntSet();

    private final long seed = System.nanoTime() * Nodes.MIX;
    private int count;
    private int implied;
    private boolean hides;
    private long weight;

    /**
     * Adds one entry and says by which position it is known; {@code linkTarget} must be given for
     * links and is ignored otherwise.
     */
    public int add(EntryType type, String path, long size, int mode, @Nullable String linkTarget) {
      byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
      int name = bytes.length;
      while (name > 0 && bytes[name - 1] != '/') {
        name--;
      }
      enter(bytes, Math.max(0, name - 1));
      if (type == EntryType.Directory) {
        name(bytes);
      }
      count++;
      hides |= type == EntryType.Whiteout || type == EntryType.Opaque;
      return record(type, bytes, name, size, mode, linkTarget == null ? "" : linkTarget);
    }

    /** The number of entries so far. */
    public int count() {
      return count;
    }

    /** The bytes that the entries so far and what they add to an image need. */
    public long memory() {
      return EntryTable.memory(weight + end, count, implied);
    }

    /** The finished table. */
    public EntryTable build() {
      if (end > 0) {
        finishPage();
      }
      return new EntryTable(full, count, implied, hides);
    }

    private void enter(byte[] path, int length) {
      if (Arrays.equals(directory, 0, directory.length, path, 0, length)) {
        return;
      }
      int mismatch = Arrays.mismatch(directory, 0, directory.length, path, 0, length);
      int shared = mismatch < 0 ? length : mismatch;
      room(length - shared);
      page[end++] = EntryRecord.DIRECTORY_CHANGE;
      number(shared);
      number(length - shared);
      bytes(path, shared, length);
      implied += unnamed(path, length);
      directory = Arrays.copyOf(path, length);
    }

    /** How many directories on this path no entry has named and no other has led through. */
    private int unnamed(byte[] path, int length) {
      int unnamed = 0;
      long hash = seed;
      for (int i = 0; i < length; i++) {
        hash = (hash ^ path[i]) * Nodes.MIX;
        if (i + 1 == length || path[i + 1] == '/') {
          unnamed += directories.add(key(hash)) ? 1 : 0;
        }
      }
      return unnamed;
    }

    private void name(byte[] path) {
      long hash = seed;
      for (byte value : path) {
        hash = (hash ^ value) * Nodes.MIX;
      }
      directories.add(key(hash));
    }

    private static int key(long hash) {
      return (int) (hash >>> 33);
    }

    private int record(
        EntryType type, byte[] path, int name, long size, int mode, String linkTarget) {
      boolean link = type == EntryType.Symlink || type == EntryType.HardLink;
      byte[] target = link ? linkTarget.getBytes(StandardCharsets.UTF_8) : new byte[0];
      room(path.length - name + target.length);
      int position = full.size() << PAGE_BITS | end;
      int known = EntryRecord.modeIndex(mode);
      page[end++] = EntryRecord.head(type, known);
      number(path.length - name);
      bytes(path, name, path.length);
      if (known == EntryRecord.OTHER_MODE) {
        number(mode);
      }
      if (type == EntryType.File) {
        number(size);
      } else if (link) {
        target(type, target);
      }
      return position;
    }

    /** Hard links mostly lead where the one before them did. */
    private void target(EntryType type, byte[] target) {
      int shared = 0;
      if (type == EntryType.HardLink) {
        int mismatch = Arrays.mismatch(lastTarget, target);
        shared = mismatch < 0 ? target.length : mismatch;
        lastTarget = target;
      }
      number(shared);
      number(target.length - shared);
      bytes(target, shared, target.length);
    }

    /** Makes room for one record with so many bytes of names, which never spans pages. */
    private void room(int names) {
      int needed = names + EntryRecord.MOST_NUMBERS;
      if (end + needed <= page.length) {
        return;
      }
      if (end > 0 && end + needed > PAGE) {
        finishPage();
        page = new byte[Math.max(PAGE, needed)];
      } else {
        int larger = Math.min(PAGE, Math.max(page.length * 2, end + needed));
        page = Arrays.copyOf(page, Math.max(larger, end + needed));
      }
    }

    private void finishPage() {
      full.add(Arrays.copyOf(page, end));
      weight += end;
      end = 0;
    }

    private void bytes(byte[] value, int from, int to) {
      System.arraycopy(value, from, page, end, to - from);
      end += to - from;
    }

    private void number(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        page[end++] = (byte) ((rest & 0x7f) | 0x80);
        rest >>>= 7;
      }
      page[end++] = (byte) rest;
    }
  }
}
