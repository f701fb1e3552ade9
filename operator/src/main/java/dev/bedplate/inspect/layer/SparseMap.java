package dev.bedplate.inspect.layer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a file with holes are in the tar: pairs of offset and length, in order. The rules
 * are those of the runtimes' reader (archive/tar of Go), which refuses any other map.
 */
@SuppressWarnings("ArrayRecordComponent")
record SparseMap(long[] parts) {

  int count() {
    return parts.length / 2;
  }

  long offset(int part) {
    return parts[2 * part];
  }

  long length(int part) {
    return parts[2 * part + 1];
  }

  /**
   * Whether the parts lie in order within a file of {@code size} bytes and are all that is stored.
   */
  boolean fits(long size, long stored) {
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
  static final class Builder {
    private long[] parts = new long[8];
    private int size;

    boolean add(String number) {
      if (number.isEmpty() || number.length() > 18 || !number.chars().allMatch(this::digit)) {
        return false;
      }
      add(Long.parseLong(number));
      return true;
    }

    void add(long number) {
      if (size == parts.length) {
        parts = Arrays.copyOf(parts, size * 2);
      }
      parts[size++] = number;
    }

    int size() {
      return size;
    }

    /** The map, or null when a length is missing. */
    @Nullable SparseMap build() {
      return size % 2 == 0 ? new SparseMap(Arrays.copyOf(parts, size)) : null;
    }

    private boolean digit(int character) {
      return character >= '0' && character <= '9';
    }
  }
}
