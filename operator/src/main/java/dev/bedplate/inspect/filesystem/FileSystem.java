package dev.bedplate.inspect.filesystem;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The file system a container of an image sees: all layers squashed with the semantics of the
 * runtime. Paths are taken with or without a leading slash; nothing ever leaves the image's root.
 */
public final class FileSystem {
  private final Tree tree = new Tree();
  private final List<LayerFiles> layers;

  private FileSystem(List<LayerFiles> layers) {
    this.layers = List.copyOf(layers);
  }

  /** Squashes layers, lowest first. */
  public static FileSystem squash(List<LayerFiles> layers) {
    return squash(layers, files -> {});
  }

  /** Squashes layers, lowest first, and shows the view that each of them gives. */
  public static FileSystem squash(List<LayerFiles> layers, Consumer<FileSystem> afterEach) {
    var files = new FileSystem(layers);
    for (int layer = 0; layer < layers.size(); layer++) {
      new LayerApplication(files.tree, layer).apply(layers.get(layer).entries());
      afterEach.accept(files);
    }
    return files;
  }

  /** What a path leads to after at most 40 symbolic links, or empty. */
  public Optional<FileNode> resolve(String path) {
    return Optional.ofNullable(tree.find(path, true)).map(Node::view);
  }

  /** What a path names; a symbolic link at its end is not followed. */
  public Optional<FileNode> lookup(String path) {
    return Optional.ofNullable(tree.find(path, false)).map(Node::view);
  }

  /** The content kept for the regular file a path leads to; empty when none was kept. */
  public Optional<byte[]> read(String path) {
    return resolve(path).filter(node -> node.type() == EntryType.File).flatMap(this::content);
  }

  /** Whether the file a path leads to may be one whose content there was no room to keep. */
  public boolean unread(String path) {
    FileNode node = resolve(path).orElse(null);
    return node != null
        && node.type() == EntryType.File
        && layers.get(node.layer()).dropped(node.entry(), node.size());
  }

  private Optional<byte[]> content(FileNode node) {
    byte[] kept = layers.get(node.layer()).contents().get(node.entry());
    return kept == null ? Optional.empty() : Optional.of(kept.clone());
  }

  /** What is in the directory a path leads to, by name; nothing when it is no directory. */
  public List<FileNode> children(String directory) {
    Node node = tree.find(directory, true);
    if (node == null || node.inode.children == null) {
      return List.of();
    }
    return node.inode.children.sorted().stream().map(Node::view).toList();
  }

  /** Chooses files by the layer and the number of the entry that gave them. */
  @FunctionalInterface
  public interface Choice {
    /** Whether the file is wanted. */
    boolean of(int layer, int entry);
  }

  /** Gives every name of the chosen regular files, in the order of paths by component. */
  public void forEachFile(Choice choice, Consumer<FileNode> consumer) {
    inOrder(
        node -> {
          Inode inode = node.inode;
          if (inode.type == EntryType.File && choice.of(inode.layer, inode.entry)) {
            consumer.accept(node.view());
          }
        });
  }

  /** The bytes of all visible regular files, those with several names once. */
  public long visibleBytes() {
    Set<Inode> counted = Collections.newSetFromMap(new IdentityHashMap<>());
    long[] bytes = new long[1];
    inAnyOrder(
        node -> {
          if (!node.inode.shared || counted.add(node.inode)) {
            bytes[0] += node.inode.size;
          }
        });
    return bytes[0];
  }

  /** Whether not a single name is visible. */
  public boolean empty() {
    return tree.root.inode.children == null || tree.root.inode.children.isEmpty();
  }

  private void inOrder(Consumer<Node> visitor) {
    walk(visitor, children -> children.sorted().reversed());
  }

  private void inAnyOrder(Consumer<Node> visitor) {
    walk(visitor, Children::unsorted);
  }

  private void walk(Consumer<Node> visitor, Function<Children, List<Node>> childrenFromLast) {
    Deque<Node> todo = new ArrayDeque<>();
    todo.push(tree.root);
    while (!todo.isEmpty()) {
      Node node = todo.pop();
      visitor.accept(node);
      if (node.inode.children != null) {
        for (Node child : childrenFromLast.apply(node.inode.children)) {
          todo.push(child);
        }
      }
    }
  }
}
