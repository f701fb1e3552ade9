package dev.bedplate.tar;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a file with holes are in the tar: pairs of offset and length, in order. The rules
 * are those of the runtimes' reader (archive/tar of Go), which refuses any other map.
 */
@SuppressWarnings("ArrayRecordComponent")
public record SparseMap(long[] parts) {

  /** How many parts there are. */
  public int count() {
    return parts.length / 2;
  }

  /** Where a part begins in the file. */
  public long offset(int part) {
    return parts[2 * part];
  }

  /** Bytes of a part. */
  public long length(int part) {
    return parts[2 * part + 1];
  }

  /**
   * Whether the parts lie in order within a file of {@code size} bytes and are all that is stored.
   */
  public boolean fits(long size, long stored) {
    long end = 0;
    long sum = 0;
    for (int i = 0; i < count(); i++) {
      if (offset(i) < end || length(i) < 0 || offset(i) > size - length(i)) {
        return false;
      }
      end = offset(i) + length(i);
      sum += length(i);
    }
    return sum == stored && size >= 0;
  }

  /** A map written as decimal numbers between commas (GNU.sparse.map), or null. */
  static @Nullable SparseMap ofText(String text) {
    var builder = new Builder();
    if (!text.isEmpty()) {
      for (String number : text.split(",", -1)) {
        if (!builder.add(number)) {
          return null;
        }
      }
    }
    return builder.build();
  }

  /** Collects offsets and lengths in turn. */
  public static final class Builder {
    private long[] parts = new long[8];
    private int size;

    /** Adds a decimal number; false when it is none. */
    public boolean add(String number) {
      if (number.isEmpty() || number.length() > 18 || !number.chars().allMatch(this::digit)) {
        return false;
      }
      add(Long.parseLong(number));
      return true;
    }

    /** Adds a number. */
    public void add(long number) {
      if (size == parts.length) {
        parts = Arrays.copyOf(parts, size * 2);
      }
      parts[size++] = number;
    }

    /** Numbers so far. */
    public int size() {
      return size;
    }

    /** The map, or null when a length is missing. */
    public @Nullable SparseMap build() {
      return size % 2 == 0 ? new SparseMap(Arrays.copyOf(parts, size)) : null;
    }

    private boolean digit(int character) {
      return character >= '0' && character <= '9';
    }
  }
}
