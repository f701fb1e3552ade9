package dev.bedplate.inspect.layer;

/** A piece of the tar; a multiple of 512 bytes except for the last. */
final class Chunk {
  static final int SIZE = 256 * 1024;

  final byte[] bytes;
  int length;

  Chunk(int size) {
    bytes = new byte[size];
  }
}
