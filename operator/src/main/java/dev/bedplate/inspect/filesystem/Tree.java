package dev.bedplate.inspect.filesystem;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The names of the squashed view and the walk along a path inside it. */
final class Tree {
  /** As many symbolic links as Linux follows in one lookup. */
  static final int MAX_HOPS = 40;

  private static final int NO_CREATION = -1;

  final Node root = new Node(null, "", Inode.impliedDirectory(0));

  /** The node at a path, or null when it does not exist or its links loop. */
  @Nullable Node find(String path, boolean followLast) {
    return walk(path, followLast, NO_CREATION);
  }

  /**
   * The directory at a path; what is missing is made, and a file or a loop in the way is replaced.
   */
  Node directory(String path, int layer) {
    Node found = walk(path, true, layer);
    return found == null ? root : found;
  }

  private @Nullable Node walk(String path, boolean followLast, int creator) {
    Deque<String> todo = new ArrayDeque<>();
    push(todo, path);
    Node at = root;
    int hops = 0;
    while (!todo.isEmpty()) {
      String name = todo.pop();
      if (name.equals("..")) {
        at = at.parentOrSelf();
        continue;
      }
      Node next = at.child(name);
      String target = next == null ? null : next.inode.target;
      if (target != null && (followLast || !todo.isEmpty())) {
        if (hops++ < MAX_HOPS) {
          at = target.startsWith("/") ? root : at;
          push(todo, target);
          continue;
        }
        if (creator == NO_CREATION) {
          return null;
        }
      }
      if (creator != NO_CREATION && (next == null || !next.inode.directory())) {
        next = put(at, name, Inode.impliedDirectory(creator));
      }
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }

  /** Puts a name into a directory in place of what had that name. */
  Node put(Node parent, String name, Inode inode) {
    Node node = new Node(parent, name, inode);
    Children children = parent.inode.children;
    if (children == null) {
      throw new IllegalStateException("not a directory: " + parent.path());
    }
    children.put(node);
    return node;
  }

  private static void push(Deque<String> todo, String path) {
    for (int end = path.length(); end >= 0; ) {
      int slash = path.lastIndexOf('/', end - 1);
      String name = path.substring(slash + 1, end);
      if (!name.isEmpty() && !name.equals(".")) {
        todo.push(name);
      }
      end = slash;
    }
  }
}
