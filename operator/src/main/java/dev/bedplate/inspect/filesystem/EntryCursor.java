package dev.bedplate.inspect.filesystem;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Goes over the entries of a table in tar order. */
final class EntryCursor {
  private static final byte[] NONE = {};
  private final List<byte[]> pages;
  private final EntryRecord record = new EntryRecord();
  private byte[] page = NONE;
  private int pageNumber = -1;
  private int at;
  private int start;
  private byte[] path = new byte[256];
  private int directoryLength;
  private int directories;
  private EntryType type = EntryType.Special;
  private int mode;
  private long size;
  private byte[] target = NONE;
  private byte[] lastTarget = NONE;

  EntryCursor(EntryTable table) {
    this.pages = table.pages();
  }

  /** Moves on to the next entry; false when there is none. */
  boolean next() {
    while (true) {
      while (at == page.length) {
        if (++pageNumber == pages.size()) {
          return false;
        }
        page = pages.get(pageNumber);
        at = 0;
      }
      if (page[at] != EntryRecord.DIRECTORY_CHANGE) {
        read();
        return true;
      }
      enter();
    }
  }

  private void read() {
    start = at;
    record.at(page, at);
    type = record.type();
    size = 0;
    switch (type) {
      case File -> size = record.size();
      case Symlink -> target = record.target(NONE);
      case HardLink -> {
        target = record.target(lastTarget);
        lastTarget = target;
      }
      case Directory, Special, Whiteout, Opaque -> mode = record.mode();
    }
    at = record.end();
  }

  private void enter() {
    at++;
    int shared = number();
    int length = number();
    if (path.length < shared + length + 1) {
      path = Arrays.copyOf(path, 2 * (shared + length + 1));
    }
    System.arraycopy(page, at, path, shared, length);
    at += length;
    directoryLength = shared + length;
    directories++;
  }

  private int number() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = page[at++];
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  int position() {
    return pageNumber << EntryTable.PAGE_BITS | start;
  }

  EntryType type() {
    return type;
  }

  boolean isLink() {
    return type == EntryType.Symlink || type == EntryType.HardLink;
  }

  long size() {
    return size;
  }

  int mode() {
    return isLink() || type == EntryType.File ? record.mode() : mode;
  }

  /** The target of a link. */
  String target() {
    return new String(target, StandardCharsets.UTF_8);
  }

  byte[] targetBytes() {
    return target;
  }

  /** Differs for entries whose directories do. */
  int directory() {
    return directories;
  }

  /** The path of the directory, in the first bytes. */
  byte[] directoryBytes() {
    return path;
  }

  int directoryLength() {
    return directoryLength;
  }

  /** The bytes that have the name. */
  byte[] nameBytes() {
    return page;
  }

  int nameFrom() {
    return record.nameFrom();
  }

  int nameTo() {
    return record.nameTo();
  }

  boolean isRoot() {
    return directoryLength == 0 && record.nameFrom() == record.nameTo();
  }

  String path() {
    return new String(pathBytes(), StandardCharsets.UTF_8);
  }

  byte[] pathBytes() {
    int length = record.nameTo() - record.nameFrom();
    int before = directoryLength == 0 ? 0 : directoryLength + 1;
    byte[] whole = Arrays.copyOf(path, before + length);
    if (before > 0) {
      whole[before - 1] = '/';
    }
    System.arraycopy(page, record.nameFrom(), whole, before, length);
    return whole;
  }
}
