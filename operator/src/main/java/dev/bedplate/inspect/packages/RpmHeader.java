package dev.bedplate.inspect.packages;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The header of one installed rpm package as databases store it: counts, index, values. */
final class RpmHeader {
  private static final int INDEX_ENTRY = 16;
  private static final int NAME = 1000;
  private static final int STRING = 6;

  private RpmHeader() {}

  /** Adds the package of the header, unless it is one of the keys rpm keeps as packages. */
  static void addTo(List<PackageDatabase.Entry> entries, byte[] blob)
      throws MalformedDatabaseException {
    var header = ByteBuffer.wrap(blob);
    if (blob.length < 8) {
      throw new MalformedDatabaseException("a package header is only " + blob.length + " bytes");
    }
    int count = header.getInt(0);
    int valueBytes = header.getInt(4);
    long values = 8L + (long) INDEX_ENTRY * count;
    if (count < 0 || valueBytes < 0 || values + valueBytes > blob.length) {
      throw new MalformedDatabaseException("a package header is longer than its record");
    }
    String name = "";
    for (int i = 0; i < count; i++) {
      int at = 8 + i * INDEX_ENTRY;
      if (header.getInt(at + 4) == STRING && header.getInt(at) == NAME) {
        name = string(blob, values + header.getInt(at + 8));
      }
    }
    if (name.isEmpty()) {
      throw new MalformedDatabaseException("a package header has no name");
    }
    if (!name.equals("gpg-pubkey")) {
      entries.add(new PackageDatabase.Entry(name, ""));
    }
  }

  private static String string(byte[] blob, long start) throws MalformedDatabaseException {
    if (start < 0 || start >= blob.length) {
      throw new MalformedDatabaseException("a package header points outside its record");
    }
    int end = (int) start;
    while (end < blob.length && blob[end] != 0) {
      end++;
    }
    return new String(blob, (int) start, end - (int) start, StandardCharsets.UTF_8);
  }
}
