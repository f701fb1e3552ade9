package dev.bedplate.inspect.layer;

/**
 * One entry of a tar with its extension headers applied.
 *
 * @param flag the type flag of POSIX.1-2008 pax or of GNU tar
 * @param name raw bytes
 * @param link raw bytes of the link target, empty when there is none
 * @param stored bytes of content that follow in the tar
 * @param sparse whether the content is in a sparse form, not the plain bytes of the file
 */
@SuppressWarnings("ArrayRecordComponent")
record TarEntry(char flag, byte[] name, byte[] link, long stored, int mode, boolean sparse) {
  /** Entries of these types have no content, whatever their size field says. */
  private static final String WITHOUT_CONTENT = "123456";

  static boolean hasContent(char flag) {
    return WITHOUT_CONTENT.indexOf(flag) < 0;
  }
}
