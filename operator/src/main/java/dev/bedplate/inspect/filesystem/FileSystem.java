package dev.bedplate.inspect.filesystem;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
  private final List<Map<String, byte[]>> contents;

  private FileSystem(List<LayerFiles> layers) {
    contents = layers.stream().map(LayerFiles::contents).toList();
  }

  /** Squashes layers, lowest first. */
  public static FileSystem squash(List<LayerFiles> layers) {
    var files = new FileSystem(layers);
    for (int layer = 0; layer < layers.size(); layer++) {
      new LayerApplication(files.tree, layer).apply(layers.get(layer).entries());
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

  private Optional<byte[]> content(FileNode node) {
    byte[] kept = contents.get(node.layer()).get(node.recordedPath());
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

  /** Gives every name of every regular file, in the order of paths by component. */
  public void forEachFile(Consumer<FileNode> consumer) {
    inOrder(
        node -> {
          if (node.inode.type == EntryType.File) {
            consumer.accept(node.view());
          }
        });
  }

  /**
   * The same without most of the files whose content was recorded under another last component than
   * one of {@code names}; most of an image is then passed over without making its paths.
   */
  public void forEachFile(Set<String> names, Consumer<FileNode> consumer) {
    inOrder(
        node -> {
          Inode inode = node.inode;
          if (inode.type == EntryType.File
              && (inode.recordedPath != null || names.contains(node.name))) {
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
