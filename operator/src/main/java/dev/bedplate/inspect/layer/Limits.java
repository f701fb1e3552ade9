package dev.bedplate.inspect.layer;

/**
 * Bounds on what one image may cost.
 *
 * @param compressedLayerBytes largest layer as stored
 * @param unpackedLayerBytes largest uncompressed tar
 * @param expansionRatio largest ratio of tar to stored bytes, checked after the first 64 MiB of tar
 * @param entries most entries in one image
 * @param pathBytes longest path
 * @param pathDepth most path components
 * @param headerBytes largest PAX or GNU extension header
 * @param contentBytes largest text file kept for an analyzer
 * @param databaseBytes largest package database read
 * @param documentBytes largest manifest, index or configuration
 * @param layers most layers in one image
 * @param indexEntries most entries in one index
 */
public record Limits(
    long compressedLayerBytes,
    long unpackedLayerBytes,
    int expansionRatio,
    int entries,
    int pathBytes,
    int pathDepth,
    int headerBytes,
    int contentBytes,
    int databaseBytes,
    int documentBytes,
    int layers,
    int indexEntries) {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final long GIB = 1024L * MIB;

  /** The limits in force when nothing else is configured. */
  public static final Limits DEFAULTS =
      new Limits(
          4 * GIB, 16 * GIB, 200, 2_000_000, 4096, 256, MIB, 64 * KIB, 256 * MIB, 4 * MIB, 512,
          4096);

  /**
   * The same limits for a heap of {@code heapBytes}: one package database fits it twice, a larger
   * one gives an unknown count.
   */
  public Limits within(long heapBytes) {
    return new Limits(
        compressedLayerBytes,
        unpackedLayerBytes,
        expansionRatio,
        entries,
        pathBytes,
        pathDepth,
        headerBytes,
        contentBytes,
        (int) Math.min(databaseBytes, heapBytes / 3),
        documentBytes,
        layers,
        indexEntries);
  }
}
