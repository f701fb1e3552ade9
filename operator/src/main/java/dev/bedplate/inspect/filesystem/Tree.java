package dev.bedplate.inspect.filesystem;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The names of the squashed view and the walk along a path inside it. */
final class Tree {
  /** As many symbolic links as Linux follows in one lookup. */
  static final int MAX_HOPS = 40;

  private static final int NO_CREATION = -1;
  private static final int ALL = -1;

  final Records records = new Records();
  final Nodes nodes;

  /** For about so many names. */
  Tree(int expected) {
    nodes = new Nodes(records, expected);
  }

  /** The node at a path, or none when it does not exist or its links loop. */
  int find(String path, boolean followLast) {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    return find(bytes, bytes.length, followLast);
  }

  int find(byte[] path, int length, boolean followLast) {
    return new Walk(path, length, followLast, NO_CREATION, ALL).end();
  }

  /**
   * What a layer that is being put on top would write over at a path: on the way only its own links
   * are followed, because it is unpacked apart from those below it.
   */
  int find(byte[] path, int length, int layer) {
    return new Walk(path, length, false, NO_CREATION, layer).end();
  }

  /**
   * The directory of a layer at a path; what is missing is made, and a file, a loop or a link of a
   * lower layer in the way is replaced.
   */
  int directory(byte[] path, int length, int layer) {
    return new Walk(path, length, true, layer, layer).end();
  }

  /** One walk; links are followed by putting their targets in front of what is left of the path. */
  private final class Walk {
    private byte[] path;
    private int length;
    private final boolean followLast;
    private final int creator;
    private final int linksOf;
    private int from;
    private int to;
    private int hops;

    Walk(byte[] path, int length, boolean followLast, int creator, int linksOf) {
      this.path = path;
      this.length = length;
      this.followLast = followLast;
      this.creator = creator;
      this.linksOf = linksOf;
    }

    int end() {
      int at = nodes.root();
      while (step()) {
        if (isParent()) {
          at = nodes.parent(at);
          continue;
        }
        int next = nodes.child(at, path, from, to);
        boolean link =
            next != Nodes.NONE && nodes.type(next) == EntryType.Symlink && isFollowed(next);
        boolean inside = to < length;
        if (link && (followLast || inside)) {
          if (hops++ < MAX_HOPS) {
            at = follow(next, at);
            continue;
          }
          if (creator == NO_CREATION) {
            return Nodes.NONE;
          }
        }
        if (creator != NO_CREATION && (next == Nodes.NONE || !nodes.isDirectory(next))) {
          int made = records.imply(path, from, to, creator);
          next = nodes.put(at, path, from, to, made);
        }
        if (next == Nodes.NONE || (inside && !nodes.isDirectory(next))) {
          return Nodes.NONE;
        }
        at = next;
      }
      return at;
    }

    private boolean isFollowed(int link) {
      return linksOf == ALL || records.layer(nodes.inode(link)) == linksOf;
    }

    /** Where a link's target begins; the path becomes that and what is left. */
    private int follow(int link, int directory) {
      byte[] target = records.read(nodes.inode(link)).target(new byte[0]);
      byte[] left = Arrays.copyOf(target, target.length + length - to);
      System.arraycopy(path, to, left, target.length, length - to);
      path = left;
      length = left.length;
      from = 0;
      to = 0;
      return target.length > 0 && target[0] == '/' ? nodes.root() : directory;
    }

    /** Moves on to the next name that is one. */
    private boolean step() {
      from = begin(to);
      to = finish(from);
      return from < length;
    }

    private int begin(int start) {
      int at = start;
      while (at < length) {
        if (path[at] == '/') {
          at++;
        } else if (path[at] == '.' && (at + 1 == length || path[at + 1] == '/')) {
          at++;
        } else {
          return at;
        }
      }
      return length;
    }

    private int finish(int start) {
      int at = start;
      while (at < length && path[at] != '/') {
        at++;
      }
      return at;
    }

    private boolean isParent() {
      return to - from == 2 && path[from] == '.' && path[from + 1] == '.';
    }
  }
}
