package dev.bedplate.inspect.filesystem;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * The names of the squashed view as numbers: for each its directory, the record that has its name,
 * and a place in one table of all names. A name that was taken away is no longer in the table; one
 * in a directory that was taken away is, but nothing leads there. The number of a directory is less
 * than that of what is in it.
 */
final class Nodes {
  static final int NONE = -1;

  /** Two numbers and four thirds of a place in the table. */
  static final int BYTES = 14;

  /** The same and a record, for a directory without an entry. */
  static final int IMPLIED_BYTES = BYTES + 6;

  /** An odd number that spreads what is multiplied by it. */
  static final long MIX = 0x9E3779B97F4A7C15L;

  private final Records records;
  private final long seed = System.nanoTime() * MIX;
  private final IntMap hardLinks = new IntMap();
  private int[] parents;
  private int[] names;
  private int[] table;
  private final int most;
  private int count;
  private int taken;
  private int root;
  private int changes;

  /** For about so many names. */
  Nodes(Records records, int expected) {
    this.records = records;
    most = (int) Math.min(Integer.MAX_VALUE - 8, expected * 3L / 2 + (1 << 16));
    parents = new int[expected + 16];
    names = new int[expected + 16];
    table = new int[(int) Math.min(Integer.MAX_VALUE - 8, (expected + 16L) * 4 / 3)];
    root = append(0, records.imply(new byte[0], 0, 0, 0));
  }

  int root() {
    return root;
  }

  /** Rises whenever a directory or a link is taken away, so that a path may lead elsewhere. */
  int changes() {
    return changes;
  }

  int parent(int node) {
    return node == root ? root : parents[node];
  }

  /** The record of what a name stands for, which for a hard link is another than its own. */
  int inode(int node) {
    int name = names[node];
    return records.type(name) == EntryType.HardLink ? hardLinks.get(name) : name;
  }

  EntryType type(int node) {
    return records.type(inode(node));
  }

  boolean isDirectory(int node) {
    return records.type(names[node]) == EntryType.Directory;
  }

  int child(int directory, byte[] name, int from, int to) {
    return isDirectory(directory) ? table[slot(directory, name, from, to)] - 1 : NONE;
  }

  /** Puts a name into a directory in place of what had that name. */
  int put(int directory, byte[] name, int from, int to, int record) {
    int slot = slot(directory, name, from, to);
    int old = table[slot] - 1;
    if (old == NONE) {
      if ((taken + 1) * 8L > table.length * 7L) {
        grow();
        slot = slot(directory, name, from, to);
      }
      taken++;
    } else if (isDirectory(old)) {
      changes++;
      parents[old] = NONE;
    } else {
      changes += type(old) == EntryType.Symlink ? 1 : 0;
      names[old] = record;
      return old;
    }
    int node = append(directory, record);
    table[slot] = node + 1;
    return node;
  }

  /** The same for a further name of a file. */
  void putHardLink(int directory, byte[] name, int from, int to, int record, int inode) {
    hardLinks.put(record, inode);
    put(directory, name, from, to, record);
  }

  /** Gives a directory another record of its name. */
  void rename(int directory, int record) {
    names[directory] = record;
  }

  void remove(int node) {
    if (node == root) {
      return;
    }
    if (isDirectory(node) || type(node) == EntryType.Symlink) {
      changes++;
    }
    int hole = slot(node);
    parents[node] = NONE;
    table[hole] = 0;
    taken--;
    closeGap(hole);
  }

  /** Takes away whatever is in a directory. */
  void clear(int directory) {
    changes++;
    if (directory == root) {
      root = append(0, names[directory]);
    } else {
      int slot = slot(directory);
      table[slot] = append(parents[directory], names[directory]) + 1;
    }
    parents[directory] = NONE;
  }

  int depth(int node) {
    int depth = 0;
    for (int at = node; at != root; at = parents[at]) {
      depth++;
    }
    return depth;
  }

  boolean isEmpty(int directory) {
    for (int node = 0; node < count; node++) {
      if (parents[node] == directory && node != root) {
        return false;
      }
    }
    return true;
  }

  void forEachChild(int directory, IntConsumer consumer) {
    for (int node = 0; node < count; node++) {
      if (parents[node] == directory && node != root) {
        consumer.accept(node);
      }
    }
  }

  /** Gives everything that is visible, a directory before what is in it. */
  void forEach(IntConsumer consumer) {
    var visible = new BitSet(count);
    for (int node = 0; node < count; node++) {
      if (node == root || (parents[node] != NONE && visible.get(parents[node]))) {
        visible.set(node);
        consumer.accept(node);
      }
    }
  }

  /** Whether a record is one that several names stand for. */
  IntSet hardLinked() {
    var linked = new IntSet();
    if (!hardLinks.isEmpty()) {
      hardLinks.forEachValue(inode -> linked.add(inode));
    }
    return linked;
  }

  String name(int node) {
    return records.read(names[node]).name();
  }

  FileNode view(int node) {
    int inode = inode(node);
    EntryRecord read = records.read(inode);
    EntryType type = read.type();
    return new FileNode(
        path(node),
        type,
        type == EntryType.File ? read.size() : 0,
        read.mode(),
        records.layer(inode),
        records.entry(inode),
        type == EntryType.Symlink ? text(read.target(new byte[0])) : null);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }

  private String path(int node) {
    var path = new StringBuilder();
    for (int at = node; at != root; at = parents[at]) {
      path.insert(0, at == node ? name(at) : name(at) + "/");
    }
    return path.toString();
  }

  private int append(int parent, int name) {
    if (count == parents.length) {
      if (count >= most) {
        throw new FileSystem.Overgrown(most);
      }
      int larger = Math.min(most, count + count / 8 + 16);
      parents = Arrays.copyOf(parents, larger);
      names = Arrays.copyOf(names, larger);
    }
    parents[count] = parent;
    names[count] = name;
    return count++;
  }

  /** Where a name is in the table, or the empty place where it would be. */
  private int slot(int parent, byte[] name, int from, int to) {
    int slot = home(parent, name, from, to);
    for (int node = table[slot] - 1; node != NONE; node = table[slot] - 1) {
      if (parents[node] == parent && records.named(names[node], name, from, to)) {
        return slot;
      }
      slot = slot + 1 == table.length ? 0 : slot + 1;
    }
    return slot;
  }

  private int slot(int node) {
    EntryRecord read = records.read(names[node]);
    return slot(parents[node], records.page(names[node]), read.nameFrom(), read.nameTo());
  }

  private int home(int parent, byte[] name, int from, int to) {
    long hash = seed ^ parent * MIX;
    for (int i = from; i < to; i++) {
      hash = (hash ^ name[i]) * MIX;
      hash ^= hash >>> 29;
    }
    return (int) (((hash >>> 32) * table.length) >>> 32);
  }

  /** Puts the rest of the run in place again, so that no search stops at the hole too early. */
  private void closeGap(int hole) {
    int at = hole + 1 == table.length ? 0 : hole + 1;
    for (int node = table[at] - 1; node != NONE; node = table[at] - 1) {
      table[at] = 0;
      if (parents[node] != NONE) {
        table[slot(node)] = node + 1;
      } else {
        taken--;
      }
      at = at + 1 == table.length ? 0 : at + 1;
    }
  }

  private void grow() {
    table = new int[table.length + table.length / 2 + 16];
    taken = 0;
    for (int node = 0; node < count; node++) {
      int parent = parents[node];
      if (node != root && parent != NONE && (parent == root || parents[parent] != NONE)) {
        table[slot(node)] = node + 1;
        taken++;
      }
    }
  }
}
