package dev.bedplate.inspect.filesystem;

/** Numbers that are not negative, without objects for them. */
final class IntSet {
  private int[] table = new int[16];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** Whether the number was not there before. */
  boolean add(int number) {
    if ((size + 1) * 4L > table.length * 3L) {
      grow();
    }
    int slot = slot(number);
    if (table[slot] != 0) {
      return false;
    }
    table[slot] = number + 1;
    size++;
    return true;
  }

  boolean contains(int number) {
    return table[slot(number)] != 0;
  }

  private int slot(int number) {
    int mask = table.length - 1;
    int hash = number * 0x9E3779B9;
    int slot = (hash ^ (hash >>> 16)) & mask;
    while (table[slot] != 0 && table[slot] != number + 1) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int[] old = table;
    table = new int[old.length * 2];
    for (int number : old) {
      if (number != 0) {
        table[slot(number - 1)] = number;
      }
    }
  }
}
