package dev.bedplate.inspect.elf;

import java.util.ArrayList;
import java.util.List;

/** The entries of a dynamic section; strings are offsets into the string table. */
final class DynamicSection {
  private static final int MOST_NEEDED = 512;

  final List<Long> needed = new ArrayList<>();
  long strings = -1;
  long stringsSize;
  long soname = -1;

  DynamicSection(Words words, byte[] bytes, int from, int length) {
    int step = words.wide() ? 16 : 8;
    for (int at = from; at + step <= from + length; at += step) {
      long tag = words.natural(bytes, at);
      if (tag == 0) {
        break;
      }
      accept(tag, words.natural(bytes, at + step / 2));
    }
  }

  private void accept(long tag, long value) {
    switch ((int) tag) {
      case 1 -> {
        if (needed.size() < MOST_NEEDED) {
          needed.add(value);
        }
      }
      case 5 -> strings = value;
      case 10 -> stringsSize = value;
      case 14 -> soname = value;
      default -> {}
    }
  }
}
