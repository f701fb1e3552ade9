package dev.bedplate.inspect.filesystem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names in one directory: an open-addressing table without entry objects. */
final class Children {
  private static final int FIRST_CAPACITY = 4;
  private @Nullable Node[] table = new @Nullable Node[0];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  @Nullable Node get(String name) {
    return size == 0 ? null : table[slot(table, name)];
  }

  void put(Node node) {
    if ((size + 1) * 4 > table.length * 3) {
      grow();
    }
    int slot = slot(table, node.name);
    if (table[slot] == null) {
      size++;
    }
    table[slot] = node;
  }

  void remove(String name) {
    if (size == 0) {
      return;
    }
    int hole = slot(table, name);
    if (table[hole] == null) {
      return;
    }
    table[hole] = null;
    size--;
    closeGap(hole);
  }

  void clear() {
    table = new @Nullable Node[0];
    size = 0;
  }

  List<Node> sorted() {
    List<Node> nodes = unsorted();
    nodes.sort((a, b) -> a.name.compareTo(b.name));
    return nodes;
  }

  List<Node> unsorted() {
    List<Node> nodes = new ArrayList<>(size);
    for (Node node : table) {
      if (node != null) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  /** Reinserts the rest of the probe run, so that a lookup never stops at the hole too early. */
  private void closeGap(int hole) {
    int mask = table.length - 1;
    for (int at = (hole + 1) & mask; ; at = (at + 1) & mask) {
      Node node = table[at];
      if (node == null) {
        return;
      }
      table[at] = null;
      table[slot(table, node.name)] = node;
    }
  }

  private void grow() {
    @Nullable Node[] larger = new @Nullable Node[Math.max(FIRST_CAPACITY, table.length * 2)];
    for (Node node : table) {
      if (node != null) {
        larger[slot(larger, node.name)] = node;
      }
    }
    table = larger;
  }

  private static int slot(@Nullable Node[] table, String name) {
    int mask = table.length - 1;
    int hash = name.hashCode() * 0x9E3779B9;
    int at = (hash ^ (hash >>> 16)) & mask;
    while (true) {
      Node node = table[at];
      if (node == null || node.name.equals(name)) {
        return at;
      }
      at = (at + 1) & mask;
    }
  }
}
