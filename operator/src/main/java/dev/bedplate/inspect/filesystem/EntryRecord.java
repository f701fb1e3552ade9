package dev.bedplate.inspect.filesystem;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One record of a page, read where it stands: what it is, its name, its mode where that is a rare
 * one, and the size of a file or the target of a link.
 */
final class EntryRecord {
  /** The first byte of a record that says in which directory the following entries are. */
  static final byte DIRECTORY_CHANGE = 7;

  /** The mode stands in the record itself. */
  static final int OTHER_MODE = 15;

  /** Room for everything of a record but its names. */
  static final int MOST_NUMBERS = 1 + 5 + 5 + 10 + 5 + 5;

  private static final int TYPE_MASK = 7;
  private static final int MODE_SHIFT = 3;
  private static final EntryType[] TYPES = EntryType.values();
  private static final int[] MODES = {
    0644, 0755, 0777, 0, 0600, 0700, 0664, 0775, 0666, 0640, 0750, 0444, 0555, 0400, 01777
  };

  private byte[] page = {};
  private int head;
  private int nameFrom;
  private int nameTo;
  private int rest;

  /** Reads the record that begins at {@code at}. */
  EntryRecord at(byte[] bytes, int at) {
    page = bytes;
    head = bytes[at];
    rest = at + 1;
    int length = (int) number();
    nameFrom = rest;
    nameTo = rest + length;
    rest = nameTo;
    return this;
  }

  @SuppressWarnings("EnumOrdinal") // the encoding lives no longer than this version's cache
  static byte head(EntryType type, int modeIndex) {
    return (byte) (type.ordinal() | modeIndex << MODE_SHIFT);
  }

  static EntryType type(byte head) {
    return TYPES[head & TYPE_MASK];
  }

  static int modeIndex(int mode) {
    for (int i = 0; i < MODES.length; i++) {
      if (MODES[i] == mode) {
        return i;
      }
    }
    return OTHER_MODE;
  }

  EntryType type() {
    return type((byte) head);
  }

  int nameFrom() {
    return nameFrom;
  }

  int nameTo() {
    return nameTo;
  }

  String name() {
    return new String(page, nameFrom, nameTo - nameFrom, StandardCharsets.UTF_8);
  }

  int mode() {
    rest = nameTo;
    int index = head >>> MODE_SHIFT & OTHER_MODE;
    return index == OTHER_MODE ? (int) number() : MODES[index];
  }

  /** Bytes of a file. */
  long size() {
    mode();
    return number();
  }

  /** The target of a link, where {@code before} is that of the hard link before it. */
  byte[] target(byte[] before) {
    mode();
    int shared = (int) number();
    int length = (int) number();
    byte[] target = Arrays.copyOf(before, shared + length);
    System.arraycopy(page, rest, target, shared, length);
    rest += length;
    return target;
  }

  /** Where the record ends, once everything that it holds was read. */
  int end() {
    return rest;
  }

  private long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = page[rest++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
