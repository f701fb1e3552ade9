package dev.bedplate.inspect.filesystem;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Layers put together with an object for every name and a map for every directory: what {@link
 * FileSystem} has to show, written for reading.
 */
final class NaiveFileSystem {
  private static final int MAX_HOPS = 40;
  private static final int MAX_DEPTH = 1024;

  private final Node root = new Node(null, "", new Inode(EntryType.Directory, 0, 0755, 0, ""));
  private Map<String, String> forwardLinks = new LinkedHashMap<>();

  private static final class Inode {
    private final EntryType type;
    private final long size;
    private final String target;
    private final Map<String, Node> children = new TreeMap<>();
    private int mode;
    private int layer;

    Inode(EntryType type, long size, int mode, int layer, @Nullable String target) {
      this.type = type;
      this.size = size;
      this.mode = mode;
      this.layer = layer;
      this.target = target == null ? "" : target;
    }

    boolean is(EntryType other) {
      return type == other;
    }
  }

  private record Node(@Nullable Node parent, String name, Inode inode) {
    int depth() {
      return parent == null ? 0 : parent.depth() + 1;
    }

    String path() {
      return parent == null || parent.parent == null ? name : parent.path() + "/" + name;
    }

    @Nullable Node child(String name) {
      return inode.children.get(name);
    }

    void detach() {
      if (parent != null) {
        parent.inode.children.remove(name);
      }
    }
  }

  static NaiveFileSystem squash(List<LayerFiles> layers) {
    var files = new NaiveFileSystem();
    for (int layer = 0; layer < layers.size(); layer++) {
      files.apply(layers.get(layer).entries(), layer);
    }
    return files;
  }

  private void apply(EntryTable entries, int layer) {
    forwardLinks = new LinkedHashMap<>();
    if (layer > 0) {
      hide(entries, layer);
    }
    entries.forEach(
        (position, type, path, size, mode, target) -> {
          if (!path.isEmpty()) {
            add(type, path, new Inode(type, size, mode, layer, target));
          }
        });
    for (int round = 0; round < MAX_HOPS; round++) {
      forwardLinks
          .entrySet()
          .removeIf(
              it -> over(it.getKey(), layer) != null || link(it.getKey(), it.getValue(), layer));
    }
  }

  /** Hidden is what was there before; a directory made after its whiteout takes that back. */
  private void hide(EntryTable entries, int layer) {
    var whiteouts = new IdentityHashMap<Node, Integer>();
    entries.forEach(
        (position, type, path, size, mode, target) -> {
          Node hidden = type == EntryType.Whiteout ? over(path, layer) : null;
          if (hidden != null) {
            whiteouts.put(hidden, position);
          }
        });
    entries.forEach(
        (position, type, path, size, mode, target) -> {
          Node remade = type == EntryType.Directory ? over(path, layer) : null;
          if (remade != null
              && remade.inode.is(EntryType.Directory)
              && whiteouts.getOrDefault(remade, position) < position) {
            whiteouts.remove(remade);
          }
        });
    entries.forEach(
        (position, type, path, size, mode, target) -> {
          Node hidden = over(path, layer);
          if (hidden != null && type == EntryType.Opaque) {
            hidden.inode.children.clear();
          } else if (hidden != null
              && type == EntryType.Whiteout
              && whiteouts.containsKey(hidden)) {
            hidden.detach();
          }
        });
  }

  private void add(EntryType type, String path, Inode inode) {
    switch (type) {
      case Whiteout ->
          directory(path.substring(0, Math.max(0, path.lastIndexOf('/'))), inode.layer);
      case Opaque -> directory(path, inode.layer);
      case Directory -> {
        Node existing = over(path, inode.layer);
        if (existing != null && existing.inode.is(EntryType.Directory)) {
          existing.inode.mode = inode.mode;
          existing.inode.layer = inode.layer;
        } else {
          place(path, inode, inode.layer);
        }
      }
      case HardLink -> {
        forwardLinks.remove(path);
        if (!link(path, inode.target, inode.layer)) {
          Node replaced = over(path, inode.layer);
          if (replaced != null) {
            replaced.detach();
          }
          forwardLinks.put(path, inode.target);
        }
      }
      case File, Symlink, Special -> place(path, inode, inode.layer);
    }
  }

  private boolean link(String path, String target, int layer) {
    Node named = find(target, false);
    if (named == null || named.inode.is(EntryType.Directory)) {
      return false;
    }
    place(path, named.inode, layer);
    return true;
  }

  private void place(String path, Inode inode, int layer) {
    int slash = path.lastIndexOf('/');
    Node parent = directory(path.substring(0, Math.max(0, slash)), layer);
    var node = new Node(parent, path.substring(slash + 1), inode);
    if (node.depth() <= MAX_DEPTH) {
      parent.inode.children.put(node.name, node);
    }
  }

  private @Nullable Node find(String path, boolean followLast) {
    return walk(path, followLast, -1, -1);
  }

  /** What a layer would write over at a path. */
  private @Nullable Node over(String path, int layer) {
    return walk(path, false, -1, layer);
  }

  private Node directory(String path, int layer) {
    Node found = walk(path, true, layer, layer);
    return found == null ? root : found;
  }

  private @Nullable Node walk(String path, boolean followLast, int creator, int linksOf) {
    Deque<String> todo = new ArrayDeque<>(names(path));
    Node at = root;
    int hops = 0;
    while (!todo.isEmpty()) {
      String name = todo.pop();
      if (name.equals(".") || name.equals("..")) {
        if (!at.inode.is(EntryType.Directory)) {
          return null;
        }
      }
      if (name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        at = at.parent == null ? at : at.parent;
        continue;
      }
      Node next = at.child(name);
      boolean link =
          next != null
              && next.inode.is(EntryType.Symlink)
              && (linksOf < 0 || next.inode.layer == linksOf);
      if (link && next != null && (followLast || !todo.isEmpty())) {
        if (hops++ < MAX_HOPS) {
          at = next.inode.target.startsWith("/") ? root : at;
          names(next.inode.target).reversed().forEach(todo::push);
          continue;
        }
        if (creator < 0) {
          return null;
        }
      }
      if (creator >= 0 && (next == null || !next.inode.is(EntryType.Directory))) {
        next = new Node(at, name, new Inode(EntryType.Directory, 0, 0755, creator, ""));
        at.inode.children.put(name, next);
      }
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }

  /** A slash says that what is before it is a directory, as does a dot. */
  private static List<String> names(String path) {
    List<String> names = new ArrayList<>(List.of(path.split("/", -1)));
    names.replaceAll(name -> name.isEmpty() ? "." : name);
    return names;
  }

  /** Every name with what it stands for, in the order of a walk. */
  List<String> listing() {
    List<String> lines = new ArrayList<>();
    list(root, lines);
    return lines;
  }

  private static void list(Node directory, List<String> lines) {
    directory.inode.children.forEach(
        (name, node) -> {
          Inode inode = node.inode;
          lines.add(
              line(
                  node.path(),
                  inode.type,
                  inode.is(EntryType.File) ? inode.size : 0,
                  inode.mode,
                  inode.layer,
                  inode.is(EntryType.Symlink) ? inode.target : null));
          list(node, lines);
        });
  }

  static String line(
      String path, EntryType type, long size, int mode, int layer, @Nullable String target) {
    return "%s %s %d %o of %d %s".formatted(path, type, size, mode, layer, target);
  }

  /** What a path leads to, or null. */
  @Nullable String resolve(String path) {
    Node found = find(path, true);
    return found == null ? null : found.path();
  }

  long visibleBytes() {
    return bytes(root, new HashSet<>());
  }

  private static long bytes(Node node, Set<Inode> counted) {
    long bytes = node.inode.is(EntryType.File) && counted.add(node.inode) ? node.inode.size : 0;
    for (Node child : node.inode.children.values()) {
      bytes += bytes(child, counted);
    }
    return bytes;
  }
}
