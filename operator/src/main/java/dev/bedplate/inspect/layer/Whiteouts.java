package dev.bedplate.inspect.layer;

/** Names with which a layer deletes files of lower layers (OCI layer specification). */
final class Whiteouts {
  static final String PREFIX = ".wh.";
  static final String OPAQUE = ".wh..wh..opq";
  private static final String METADATA = ".wh..wh.";

  private Whiteouts() {}

  /** Whether an entry of this base name deletes something; a bare prefix is an ordinary name. */
  static boolean is(String base) {
    return base.startsWith(PREFIX) && base.length() > PREFIX.length();
  }

  /** Whether the path is bookkeeping of a storage driver, which is no part of the layer. */
  static boolean metadata(String path) {
    int at = path.indexOf(METADATA);
    return at >= 0 && (at == 0 || path.charAt(at - 1) == '/') && !path.endsWith(OPAQUE);
  }
}
