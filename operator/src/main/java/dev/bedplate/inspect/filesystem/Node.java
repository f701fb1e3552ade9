package dev.bedplate.inspect.filesystem;

import org.jspecify.annotations.Nullable;

/** One name in a directory; the root has no parent and an empty name. */
final class Node {
  final @Nullable Node parent;
  final String name;
  final Inode inode;

  Node(@Nullable Node parent, String name, Inode inode) {
    this.parent = parent;
    this.name = name;
    this.inode = inode;
  }

  Node parentOrSelf() {
    return parent == null ? this : parent;
  }

  @Nullable Node child(String childName) {
    return inode.children == null ? null : inode.children.get(childName);
  }

  int depth() {
    int depth = 0;
    for (Node at = this; at.parent != null; at = at.parent) {
      depth++;
    }
    return depth;
  }

  String path() {
    int length = -1;
    for (Node at = this; at.parent != null; at = at.parent) {
      length += at.name.length() + 1;
    }
    if (length < 0) {
      return "";
    }
    char[] path = new char[length];
    int end = length;
    for (Node at = this; at.parent != null; at = at.parent) {
      int start = end - at.name.length();
      at.name.getChars(0, at.name.length(), path, start);
      if (start > 0) {
        path[start - 1] = '/';
      }
      end = start - 1;
    }
    return new String(path);
  }

  FileNode view() {
    return new FileNode(
        path(), inode.type, inode.size, inode.mode, inode.layer, inode.entry, inode.target);
  }
}
