package dev.bedplate.inspect.filesystem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts one layer on top of the tree as a container runtime does when it unpacks the layer over the
 * lower ones (OCI image specification, layer).
 *
 * <p>Whiteouts go first, wherever they stand, because they may only act on lower layers. A
 * directory entry over a symbolic link replaces the link, as in containerd and Docker: both look at
 * the name without following it and keep it only when it is a directory itself.
 */
final class LayerApplication {
  /** Deeper real paths can only be built by links into each other; no runtime could open them. */
  private static final int MAX_DEPTH = 1024;

  private final Tree tree;
  private final int layer;
  private final Map<String, String> forwardLinks = new LinkedHashMap<>();
  private int entry = -1;

  LayerApplication(Tree tree, int layer) {
    this.tree = tree;
    this.layer = layer;
  }

  void apply(EntryTable entries) {
    if (layer > 0 && entries.hides()) {
      entries.forEach((type, path, size, mode, target) -> replaceLink(type, path));
      entries.forEach((type, path, size, mode, target) -> hide(type, path));
    }
    entries.forEach(this::add);
    connectForwardLinks();
  }

  /**
   * A directory of this layer in place of a link of a lower one has nothing to do with what the
   * link led to, and neither have the whiteouts in it (overlayfs merges directories only).
   */
  private void replaceLink(EntryType type, String path) {
    if (type == EntryType.Directory && !path.isEmpty()) {
      Node existing = tree.find(path, false);
      if (existing != null && existing.inode.target != null) {
        detach(existing);
      }
    }
  }

  private void hide(EntryType type, String path) {
    if (type == EntryType.Opaque) {
      Node directory = tree.find(path, true);
      if (directory != null && directory.inode.children != null) {
        directory.inode.children.clear();
      }
    } else if (type == EntryType.Whiteout) {
      Node node = tree.find(path, false);
      if (node != null) {
        detach(node);
      }
    }
  }

  private static void detach(Node node) {
    if (node.parent != null && node.parent.inode.children != null) {
      node.parent.inode.children.remove(node.name);
    }
  }

  private void add(EntryType type, String path, long size, int mode, @Nullable String target) {
    entry++;
    if (path.isEmpty()) {
      return;
    }
    switch (type) {
      case Whiteout -> {}
      case Opaque -> tree.directory(path, layer);
      case Directory -> addDirectory(path, mode);
      case HardLink -> addHardLink(path, target == null ? "" : target);
      case File, Symlink, Special -> place(path, new Inode(type, size, mode, layer, entry, target));
    }
  }

  private void addDirectory(String path, int mode) {
    Node existing = tree.find(path, false);
    if (existing != null && existing.inode.directory()) {
      existing.inode.mode = mode;
      existing.inode.layer = layer;
    } else {
      place(path, new Inode(EntryType.Directory, 0, mode, layer, entry, null));
    }
  }

  private void addHardLink(String path, String target) {
    forwardLinks.remove(path);
    if (link(path, target)) {
      return;
    }
    Node replaced = tree.find(path, false);
    if (replaced != null) {
      detach(replaced);
    }
    forwardLinks.put(path, target);
  }

  private boolean link(String path, String target) {
    Node named = tree.find(target, false);
    if (named == null || named.inode.directory()) {
      return false;
    }
    Inode inode = named.inode;
    inode.shared = true;
    place(path, inode);
    return true;
  }

  private void place(String path, Inode inode) {
    int slash = path.lastIndexOf('/');
    String directory = slash < 0 ? "" : path.substring(0, slash);
    Node parent = tree.directory(directory, layer);
    Node node = new Node(parent, path.substring(slash + 1), inode);
    if (node.depth() <= MAX_DEPTH) {
      tree.put(parent, node.name, inode);
    }
  }

  private void connectForwardLinks() {
    var waiting = new ArrayList<>(forwardLinks.entrySet());
    for (int round = 0; round < Tree.MAX_HOPS && !waiting.isEmpty(); round++) {
      int before = waiting.size();
      waiting.removeIf(
          link -> tree.find(link.getKey(), false) != null || link(link.getKey(), link.getValue()));
      if (waiting.size() == before) {
        return;
      }
    }
  }
}
