package dev.bedplate.workload.manifest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects where the entries of one mapping or list stand. */
final class PlaceBuilder {
  private static final @Nullable Place[] NONE = {};
  private final int line;
  private int[] lines = new int[4];
  private @Nullable Place[] nested = NONE;
  private int size;

  PlaceBuilder(int line) {
    this.line = line;
  }

  void add(int at, @Nullable Place place) {
    if (size == lines.length) {
      lines = Arrays.copyOf(lines, size * 2);
    }
    size++;
    set(size - 1, at, place);
  }

  void set(int entry, int at, @Nullable Place place) {
    lines[entry] = at;
    if (place != null && nested.length <= entry) {
      nested = Arrays.copyOf(nested, lines.length);
    }
    if (entry < nested.length) {
      nested[entry] = place;
    }
  }

  void remove(int entry) {
    System.arraycopy(lines, entry + 1, lines, entry, size - entry - 1);
    if (nested.length > 0) {
      nested = Arrays.copyOf(nested, lines.length);
      System.arraycopy(nested, entry + 1, nested, entry, size - entry - 1);
    }
    size--;
  }

  Place build() {
    return new Place(
        line, Arrays.copyOf(lines, size), nested.length == 0 ? NONE : Arrays.copyOf(nested, size));
  }
}
