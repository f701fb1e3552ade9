package dev.bedplate.inspect.filesystem;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Puts one layer on top of the tree as a container runtime does when it unpacks the layer over the
 * lower ones (OCI image specification, layer).
 *
 * <p>A layer is unpacked apart from the lower ones and laid over them (overlayfs), as containerd,
 * Docker and Podman do: its paths lead through its own links only, a link of a lower layer on the
 * way is replaced by a directory that shows nothing from below, and whiteouts, which go first
 * wherever they stand, act on lower layers only.
 */
final class LayerApplication {
  /** Deeper real paths can only be built by links into each other; no runtime could open them. */
  private static final int MAX_DEPTH = 1024;

  /** Nothing that is in use writes a hard link before its file. */
  private static final int MOST_FORWARD_LINKS = 10_000;

  private static final int UNKNOWN = -1;
  private static final int REMADE = -1;

  private final Tree tree;
  private final Nodes nodes;
  private final int layer;
  private final Map<String, ForwardLink> forwardLinks = new LinkedHashMap<>();
  private int leftOut;

  private int first;
  private int place = Nodes.NONE;
  private int placeDepth;
  private int placeOf = UNKNOWN;
  private int placeChanges;

  private record ForwardLink(int record, String target) {}

  LayerApplication(Tree tree, int layer) {
    this.tree = tree;
    this.nodes = tree.nodes;
    this.layer = layer;
  }

  /** Puts the entries on top; gives how many hard links were left out. */
  int apply(EntryTable entries) {
    if (layer > 0 && entries.hides()) {
      hide(entries);
    }
    first = tree.records.add(entries, layer);
    var entry = new EntryCursor(entries);
    while (entry.next()) {
      if (!entry.isRoot()) {
        add(entry);
      }
    }
    connectForwardLinks();
    return leftOut;
  }

  private void hide(EntryTable entries) {
    IntMap whiteouts = whiteouts(new EntryCursor(entries));
    makeAgain(new EntryCursor(entries), whiteouts);
    forEach(
        EntryType.Whiteout,
        new EntryCursor(entries),
        node -> {
          if (whiteouts.get(node) >= 0) {
            nodes.remove(node);
          }
        });
    // Last, as it gives directories other numbers.
    forEach(
        EntryType.Opaque,
        new EntryCursor(entries),
        node -> {
          if (nodes.isDirectory(node)) {
            nodes.clear(node);
          }
        });
  }

  /** Gives what this layer would write over at the paths of entries of a type. */
  private void forEach(EntryType type, EntryCursor entry, IntConsumer consumer) {
    while (entry.next()) {
      int node = entry.type() == type ? find(entry) : Nodes.NONE;
      if (node != Nodes.NONE) {
        consumer.accept(node);
      }
    }
  }

  /** What is hidden, by node, with the place of the last whiteout that says so. */
  private IntMap whiteouts(EntryCursor entry) {
    var whiteouts = new IntMap();
    forEach(EntryType.Whiteout, entry, node -> whiteouts.put(node, entry.position()));
    return whiteouts;
  }

  /**
   * A directory that comes after the whiteout of its name takes the place of the whiteout, and
   * shows what is below it, unless it is opaque.
   */
  private void makeAgain(EntryCursor entry, IntMap whiteouts) {
    if (whiteouts.isEmpty()) {
      return;
    }
    forEach(
        EntryType.Directory,
        entry,
        node -> {
          int whiteout = whiteouts.get(node);
          if (whiteout >= 0 && whiteout < entry.position() && nodes.isDirectory(node)) {
            whiteouts.put(node, REMADE);
          }
        });
  }

  /** What this layer would write over. */
  private int find(EntryCursor entry) {
    byte[] path = entry.pathBytes();
    return tree.find(path, path.length, layer);
  }

  private void add(EntryCursor entry) {
    int record = first + entry.position();
    switch (entry.type()) {
      case Whiteout -> enter(entry);
      case Opaque -> {
        byte[] path = entry.pathBytes();
        tree.directory(path, path.length, layer);
      }
      case Directory -> addDirectory(entry, record);
      case HardLink -> addHardLink(entry, record);
      case File, Symlink, Special -> {
        if (enter(entry)) {
          nodes.put(place, entry.nameBytes(), entry.nameFrom(), entry.nameTo(), record);
        }
      }
    }
  }

  private void addDirectory(EntryCursor entry, int record) {
    // Looked for before what is missing on the way is made: afterwards other ways may lead there.
    int existing =
        isThere(entry)
            ? nodes.child(place, entry.nameBytes(), entry.nameFrom(), entry.nameTo())
            : find(entry);
    if (existing != Nodes.NONE && nodes.isDirectory(existing)) {
      nodes.rename(existing, record);
    } else if (enter(entry)) {
      nodes.put(place, entry.nameBytes(), entry.nameFrom(), entry.nameTo(), record);
    }
  }

  private void addHardLink(EntryCursor entry, int record) {
    byte[] target = entry.targetBytes();
    int named = tree.find(target, target.length, false);
    if (!forwardLinks.isEmpty()) {
      forwardLinks.remove(entry.path());
    }
    if (named != Nodes.NONE && !nodes.isDirectory(named)) {
      int inode = nodes.inode(named);
      if (enter(entry)) {
        nodes.putHardLink(
            place, entry.nameBytes(), entry.nameFrom(), entry.nameTo(), record, inode);
      }
      return;
    }
    int replaced = find(entry);
    if (replaced != Nodes.NONE) {
      nodes.remove(replaced);
    }
    if (forwardLinks.size() < MOST_FORWARD_LINKS) {
      forwardLinks.put(entry.path(), new ForwardLink(record, entry.target()));
    } else {
      leftOut++;
    }
  }

  /**
   * Goes to the directory of an entry, which is the one of the entry before as long as no path
   * leads elsewhere; false when nothing may be put there any more.
   */
  private boolean enter(EntryCursor entry) {
    if (!isThere(entry)) {
      int before = nodes.changes();
      enter(entry.directoryBytes(), entry.directoryLength());
      placeChanges = nodes.changes();
      placeOf = before == placeChanges ? entry.directory() : UNKNOWN;
    }
    return placeDepth < MAX_DEPTH;
  }

  private boolean isThere(EntryCursor entry) {
    return placeOf == entry.directory() && placeChanges == nodes.changes();
  }

  private boolean enter(byte[] path, int length) {
    place = tree.directory(path, length, layer);
    placeDepth = nodes.depth(place);
    placeOf = UNKNOWN;
    return placeDepth < MAX_DEPTH;
  }

  private void connectForwardLinks() {
    var waiting = new ArrayList<>(forwardLinks.entrySet());
    for (int round = 0; round < Tree.MAX_HOPS && !waiting.isEmpty(); round++) {
      int before = waiting.size();
      waiting.removeIf(
          link ->
              tree.find(link.getKey(), false) != Nodes.NONE
                  || connect(link.getKey(), link.getValue()));
      if (waiting.size() == before) {
        return;
      }
    }
  }

  private boolean connect(String path, ForwardLink link) {
    int named = tree.find(link.target(), false);
    if (named == Nodes.NONE || nodes.isDirectory(named)) {
      return false;
    }
    int inode = nodes.inode(named);
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    int name = bytes.length;
    while (name > 0 && bytes[name - 1] != '/') {
      name--;
    }
    if (enter(bytes, Math.max(0, name - 1))) {
      nodes.putHardLink(place, bytes, name, bytes.length, link.record(), inode);
    }
    return true;
  }
}
