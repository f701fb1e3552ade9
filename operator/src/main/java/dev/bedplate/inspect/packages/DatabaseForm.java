package dev.bedplate.inspect.packages;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The forms of files that list packages, told by their first bytes and not by their names. */
public enum DatabaseForm {
  /** Stanzas of apk. */
  Apk(new ApkDatabase()),
  /** Stanzas of dpkg and opkg, one or many. */
  Control(new ControlDatabase()),
  /** One description of pacman. */
  Pacman(new PacmanDescription()),
  Chisel(new ChiselManifest()),
  RpmManifest(new RpmManifest()),
  RpmBerkeley(new RpmBerkeley()),
  RpmNdb(new RpmNdb.Parser()),
  RpmSqlite(new RpmSqlite.Parser());

  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NDB = "RpmP".getBytes(StandardCharsets.US_ASCII);
  private static final int ZSTD = 0xfd2fb528;
  private static final int BERKELEY_HASH = 0x00061561;
  private static final int BERKELEY_MAGIC_AT = 12;

  final DatabaseParser parser;

  DatabaseForm(DatabaseParser parser) {
    this.parser = parser;
  }

  /** The form of a file that begins with these bytes, or null; 512 bytes are enough. */
  public static @Nullable DatabaseForm of(byte[] bytes, int from, int count) {
    if (count >= BERKELEY_MAGIC_AT + 4) {
      if (starts(bytes, from, SQLITE)) {
        return RpmSqlite;
      }
      if (starts(bytes, from, NDB)) {
        return RpmNdb;
      }
      int magic = littleEndian(bytes, from + BERKELEY_MAGIC_AT);
      if (magic == BERKELEY_HASH || Integer.reverseBytes(magic) == BERKELEY_HASH) {
        return RpmBerkeley;
      }
      if (littleEndian(bytes, from) == ZSTD) {
        return Chisel;
      }
    }
    return TextHead.form(bytes, from, count);
  }

  private static boolean starts(byte[] bytes, int from, byte[] magic) {
    return Arrays.equals(bytes, from, from + magic.length, magic, 0, magic.length);
  }

  private static int littleEndian(byte[] bytes, int at) {
    return (bytes[at] & 0xff)
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | bytes[at + 3] << 24;
  }
}
