package dev.bedplate.inspect.filesystem;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one layer, front-coded into one byte array (about 20 bytes an entry) so that a layer
 * of a million files fits in memory. Paths that are not UTF-8 are held as ISO-8859-1 escapes by the
 * writer.
 */
public final class EntryTable {
  private static final EntryType[] TYPES = EntryType.values();
  private final byte[] bytes;
  private final int count;
  private final boolean hides;

  private EntryTable(byte[] bytes, int count, boolean hides) {
    this.bytes = bytes;
    this.count = count;
    this.hides = hides;
  }

  /** A table from the form {@link #toBytes()} gave, and what else it said of itself. */
  public static EntryTable ofBytes(byte[] bytes, int count, boolean hides) {
    return new EntryTable(bytes.clone(), count, hides);
  }

  /** Whether any entry hides something of lower layers. */
  public boolean hides() {
    return hides;
  }

  /** The encoded form, for a cache. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** The number of entries. */
  public int count() {
    return count;
  }

  /** The bytes this table occupies. */
  public int weight() {
    return bytes.length;
  }

  /** Receives entries in tar order. */
  @FunctionalInterface
  public interface Visitor {
    /** One entry; {@code size} is the byte count of a file, else 0; {@code mode} the tar mode. */
    void entry(EntryType type, String path, long size, int mode, @Nullable String linkTarget);
  }

  /** Visits every entry in tar order. */
  public void forEach(Visitor visitor) {
    var cursor = new Cursor(bytes);
    byte[] previous = new byte[0];
    for (int i = 0; i < count; i++) {
      EntryType type = TYPES[(int) cursor.number()];
      int shared = (int) cursor.number();
      byte[] suffix = cursor.bytes();
      byte[] path = Arrays.copyOf(previous, shared + suffix.length);
      System.arraycopy(suffix, 0, path, shared, suffix.length);
      long size = cursor.number();
      int mode = (int) cursor.number();
      String target =
          type == EntryType.Symlink || type == EntryType.HardLink
              ? new String(cursor.bytes(), StandardCharsets.UTF_8)
              : null;
      visitor.entry(type, new String(path, StandardCharsets.UTF_8), size, mode, target);
      previous = path;
    }
  }

  /** Collects entries in tar order. */
  public static final class Builder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    private byte[] previous = new byte[0];
    private int count;
    private boolean hides;

    /** Adds one entry; {@code linkTarget} must be given for links and is ignored otherwise. */
    @SuppressWarnings("EnumOrdinal") // the encoding lives no longer than this version's cache
    public void add(EntryType type, String path, long size, int mode, @Nullable String linkTarget) {
      byte[] current = path.getBytes(StandardCharsets.UTF_8);
      int mismatch = Arrays.mismatch(previous, current);
      int shared = mismatch < 0 ? current.length : mismatch;
      number(type.ordinal());
      number(shared);
      bytes(current, shared);
      number(size);
      number(mode);
      if (type == EntryType.Symlink || type == EntryType.HardLink) {
        bytes((linkTarget == null ? "" : linkTarget).getBytes(StandardCharsets.UTF_8), 0);
      }
      previous = current;
      count++;
      hides |= type == EntryType.Whiteout || type == EntryType.Opaque;
    }

    /** The number of entries so far. */
    public int count() {
      return count;
    }

    /** The bytes that the entries so far occupy. */
    public int weight() {
      return out.size();
    }

    /** The finished table. */
    public EntryTable build() {
      return new EntryTable(out.toByteArray(), count, hides);
    }

    private void bytes(byte[] value, int from) {
      number(value.length - from);
      out.write(value, from, value.length - from);
    }

    private void number(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) (rest & 0x7f) | 0x80);
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }

  private static final class Cursor {
    private final byte[] bytes;
    private int position;

    Cursor(byte[] bytes) {
      this.bytes = bytes;
    }

    long number() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[position++];
        value |= (next & 0x7fL) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }

    byte[] bytes() {
      int length = (int) number();
      position += length;
      return Arrays.copyOfRange(bytes, position - length, position);
    }
  }
}
