package dev.bedplate.inspect.filesystem;

import java.util.function.IntConsumer;

/** From numbers that are not negative to such numbers, without objects for them. */
final class IntMap {
  private int[] keys = new int[16];
  private int[] values = new int[16];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** Puts a value in place of what the key had. */
  void put(int key, int value) {
    if ((size + 1) * 4L > keys.length * 3L) {
      grow();
    }
    int slot = slot(key);
    size += keys[slot] == 0 ? 1 : 0;
    keys[slot] = key + 1;
    values[slot] = value;
  }

  /** The value of a key, or -1. */
  int get(int key) {
    int slot = slot(key);
    return keys[slot] == 0 ? -1 : values[slot];
  }

  void forEachValue(IntConsumer consumer) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        consumer.accept(values[i]);
      }
    }
  }

  private int slot(int key) {
    int mask = keys.length - 1;
    int hash = key * 0x9E3779B9;
    int slot = (hash ^ (hash >>> 16)) & mask;
    while (keys[slot] != 0 && keys[slot] != key + 1) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int[] oldKeys = keys;
    int[] oldValues = values;
    keys = new int[oldKeys.length * 2];
    values = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i] - 1);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
