package dev.bedplate.inspect.filesystem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The file system a container of an image sees: all layers squashed with the semantics of the
 * runtime. Paths are taken with or without a leading slash; nothing ever leaves the image's root.
 */
public final class FileSystem {
  private final Tree tree;
  private final List<LayerFiles> layers;
  private int leftOut;

  private FileSystem(List<LayerFiles> layers) {
    this.layers = List.copyOf(layers);
    tree = new Tree(layers.stream().map(LayerFiles::entries).mapToInt(FileSystem::names).sum());
  }

  private static int names(EntryTable entries) {
    return entries.count() + entries.implied();
  }

  /**
   * Links lead to so many directories that nobody made that there are more than of everything else.
   */
  public static final class Overgrown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overgrown(int most) {
      super(
          "its links make more than the " + most + " names that its entries may have",
          null,
          false,
          false);
    }
  }

  /** Squashes layers, lowest first. */
  public static FileSystem squash(List<LayerFiles> layers) {
    return squash(layers, files -> {});
  }

  /** Squashes layers, lowest first, and shows the view that each of them gives. */
  public static FileSystem squash(List<LayerFiles> layers, Consumer<FileSystem> afterEach) {
    var files = new FileSystem(layers);
    for (int layer = 0; layer < layers.size(); layer++) {
      EntryTable entries = layers.get(layer).entries();
      files.leftOut += new LayerApplication(files.tree, layer).apply(entries);
      afterEach.accept(files);
    }
    return files;
  }

  /** What a path leads to after at most 40 symbolic links, or empty. */
  public Optional<FileNode> resolve(String path) {
    return view(tree.find(path, true));
  }

  /** What a path names; a symbolic link at its end is not followed. */
  public Optional<FileNode> lookup(String path) {
    return view(tree.find(path, false));
  }

  private Optional<FileNode> view(int node) {
    return node == Nodes.NONE ? Optional.empty() : Optional.of(tree.nodes.view(node));
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
    int node = tree.find(directory, true);
    List<FileNode> children = new ArrayList<>();
    if (node != Nodes.NONE && tree.nodes.isDirectory(node)) {
      tree.nodes.forEachChild(node, child -> children.add(tree.nodes.view(child)));
      children.sort(Comparator.comparing(FileNode::name));
    }
    return children;
  }

  /** Chooses files by the layer and the position of the entry that gave them. */
  @FunctionalInterface
  public interface Choice {
    /** Whether the file is wanted. */
    boolean of(int layer, int entry);
  }

  /** Gives every name of the chosen regular files, in the order of paths by component. */
  public void forEachFile(Choice choice, Consumer<FileNode> consumer) {
    Records records = tree.records;
    List<FileNode> chosen = new ArrayList<>();
    tree.nodes.forEach(
        node -> {
          int inode = tree.nodes.inode(node);
          if (records.type(inode) == EntryType.File
              && choice.of(records.layer(inode), records.entry(inode))) {
            chosen.add(tree.nodes.view(node));
          }
        });
    chosen.sort((a, b) -> byComponent(a.path(), b.path()));
    chosen.forEach(consumer);
  }

  /** A slash ends a name, so it comes before every character of a longer one. */
  private static int byComponent(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char ofA = a.charAt(i);
      char ofB = b.charAt(i);
      if (ofA != ofB) {
        return ofA == '/' || (ofB != '/' && ofA < ofB) ? -1 : 1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** The bytes of all visible regular files, those with several names once. */
  public long visibleBytes() {
    IntSet several = tree.nodes.hardLinked();
    var counted = new IntSet();
    long[] bytes = new long[1];
    tree.nodes.forEach(
        node -> {
          int inode = tree.nodes.inode(node);
          if (tree.records.type(inode) == EntryType.File
              && (several.isEmpty() || !several.contains(inode) || counted.add(inode))) {
            bytes[0] += tree.records.read(inode).size();
          }
        });
    return bytes[0];
  }

  /** Whether not a single name is visible. */
  public boolean empty() {
    return tree.nodes.isEmpty(tree.nodes.root());
  }

  /** How many hard links came so long before their files that they were not followed. */
  public int linksLeftOut() {
    return leftOut;
  }
}
