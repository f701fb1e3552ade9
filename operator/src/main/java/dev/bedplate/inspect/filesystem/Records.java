package dev.bedplate.inspect.filesystem;

import java.util.Arrays;

/**
 * The records of all layers of an image, each known by one number, and records of directories that
 * no layer has an entry of.
 */
final class Records {
  private static final int IMPLIED_MODE = 0755;
  private static final int NO_ENTRIES = -1;

  private byte[][] pages = new byte[16][];
  private int[] layers = new int[16];
  private int[] firsts = new int[16];
  private int count;
  private int implied = -1;
  private int end;

  /** Takes what a layer's table refers to; gives the number to be added to its positions. */
  int add(EntryTable table, int layer) {
    int first = count;
    for (byte[] page : table.pages()) {
      addPage(page, layer, first);
    }
    return first << EntryTable.PAGE_BITS;
  }

  /** A record of a directory that something of a layer is in. */
  int imply(byte[] name, int from, int to, int layer) {
    int needed = to - from + EntryRecord.MOST_NUMBERS;
    if (implied < 0 || layers[implied] != layer || end + needed > pages[implied].length) {
      boolean another = implied >= 0 && layers[implied] == layer;
      implied = count;
      end = 0;
      addPage(new byte[Math.max(needed, another ? EntryTable.PAGE : 256)], layer, NO_ENTRIES);
    }
    byte[] page = pages[implied];
    int record = implied << EntryTable.PAGE_BITS | end;
    page[end++] = EntryRecord.head(EntryType.Directory, EntryRecord.modeIndex(IMPLIED_MODE));
    int length = to - from;
    while (length > 0x7f) {
      page[end++] = (byte) ((length & 0x7f) | 0x80);
      length >>>= 7;
    }
    page[end++] = (byte) length;
    System.arraycopy(name, from, page, end, to - from);
    end += to - from;
    return record;
  }

  private void addPage(byte[] page, int layer, int first) {
    if (count == pages.length) {
      pages = Arrays.copyOf(pages, count * 2);
      layers = Arrays.copyOf(layers, count * 2);
      firsts = Arrays.copyOf(firsts, count * 2);
    }
    pages[count] = page;
    layers[count] = layer;
    firsts[count++] = first;
  }

  EntryType type(int record) {
    return EntryRecord.type(page(record)[offset(record)]);
  }

  EntryRecord read(int record) {
    return new EntryRecord().at(page(record), offset(record));
  }

  /** Whether a record has this name. */
  boolean named(int record, byte[] name, int from, int to) {
    byte[] page = page(record);
    int at = offset(record) + 1;
    int length = to - from;
    if (length <= 0x7f) {
      return page[at] == length && Arrays.equals(page, at + 1, at + 1 + length, name, from, to);
    }
    EntryRecord read = read(record);
    return Arrays.equals(page, read.nameFrom(), read.nameTo(), name, from, to);
  }

  byte[] page(int record) {
    return pages[record >>> EntryTable.PAGE_BITS];
  }

  int layer(int record) {
    return layers[record >>> EntryTable.PAGE_BITS];
  }

  /** The position of a record in the table of its layer; negative when it has no entry. */
  int entry(int record) {
    int first = firsts[record >>> EntryTable.PAGE_BITS];
    return first == NO_ENTRIES ? NO_ENTRIES : record - (first << EntryTable.PAGE_BITS);
  }

  private static int offset(int record) {
    return record & (EntryTable.PAGE - 1);
  }
}
