package dev.bedplate.inspect.packages;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes an SQLite file of 512-byte pages as rpm makes it: the schema on page 1, the root of the
 * table Packages on page 2, each of its rows on a leaf of its own, what does not fit on overflow
 * pages.
 */
final class SqliteFile {
  private static final int PAGE = 512;
  private static final int LEAF = 13;
  private static final int INTERIOR = 5;
  private final List<byte[]> pages = new ArrayList<>();

  private SqliteFile() {}

  /** A database of the given package headers. */
  static byte[] of(byte[]... headers) {
    var file = new SqliteFile();
    byte[] schema = file.page();
    byte[] root = file.page();
    byte[] names = file.page();
    List<byte[]> tables = new ArrayList<>();
    tables.add(file.cell(1, table("Name", 3, "CREATE TABLE Name(key TEXT)")));
    tables.add(
        file.cell(
            2, table("Packages", 2, "CREATE TABLE Packages(hnum INTEGER PRIMARY KEY, b BLOB)")));
    fill(schema, 100, LEAF, tables);
    fill(names, 0, LEAF, List.of());
    List<byte[]> children = new ArrayList<>();
    int last = 3;
    for (int row = 1; row <= headers.length; row++) {
      byte[] leaf = file.page();
      last = file.pages.size();
      fill(leaf, 0, LEAF, List.of(file.cell(row, record(null, headers[row - 1]))));
      if (row < headers.length) {
        children.add(ByteBuffer.allocate(5).putInt(last).put((byte) row).array());
      }
    }
    if (headers.length == 0) {
      fill(root, 0, LEAF, List.of());
    } else {
      fill(root, 0, INTERIOR, children);
      ByteBuffer.wrap(root).putInt(8, last);
    }
    file.describe(schema);
    return file.bytes();
  }

  private void describe(byte[] schema) {
    ByteBuffer.wrap(schema)
        .put("SQLite format 3\0".getBytes(StandardCharsets.ISO_8859_1))
        .putShort(16, (short) PAGE)
        .put(18, new byte[] {1, 1, 0, 64, 32, 32})
        .putInt(24, 1)
        .putInt(28, pages.size())
        .putInt(40, 1)
        .putInt(44, 4)
        .putInt(56, 1)
        .putInt(92, 1)
        .putInt(96, 3_040_000);
  }

  private byte[] page() {
    byte[] page = new byte[PAGE];
    pages.add(page);
    return page;
  }

  private static void fill(byte[] page, int header, int type, List<byte[]> cells) {
    var buffer = ByteBuffer.wrap(page);
    buffer.put(header, (byte) type).putShort(header + 3, (short) cells.size());
    int pointer = header + (type == LEAF ? 8 : 12);
    int content = PAGE;
    for (byte[] cell : cells) {
      content -= cell.length;
      buffer.put(content, cell).putShort(pointer, (short) content);
      pointer += 2;
    }
    buffer.putShort(header + 5, (short) content);
  }

  private byte[] cell(int row, byte[] payload) {
    int local = payload.length;
    if (local > PAGE - 35) {
      int wanted = 39 + (payload.length - 39) % (PAGE - 4);
      local = wanted <= PAGE - 35 ? wanted : 39;
    }
    var cell = new ByteArrayOutputStream();
    cell.writeBytes(number(payload.length));
    cell.writeBytes(number(row));
    cell.write(payload, 0, local);
    if (local < payload.length) {
      cell.writeBytes(ByteBuffer.allocate(4).putInt(pages.size() + 1).array());
      overflow(payload, local);
    }
    return cell.toByteArray();
  }

  private void overflow(byte[] payload, int from) {
    for (int done = from; done < payload.length; done += PAGE - 4) {
      byte[] page = page();
      int step = Math.min(PAGE - 4, payload.length - done);
      System.arraycopy(payload, done, page, 4, step);
      if (done + step < payload.length) {
        ByteBuffer.wrap(page).putInt(0, pages.size() + 1);
      }
    }
  }

  private static byte[] table(String name, int root, String sql) {
    return record("table", name, name, root, sql);
  }

  /** A row: serial types by the kind of each value, then the values. */
  private static byte[] record(@Nullable Object... values) {
    var types = new ByteArrayOutputStream();
    var content = new ByteArrayOutputStream();
    for (Object value : values) {
      switch (value) {
        case null -> types.write(0);
        case Integer number -> {
          types.write(4);
          content.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
        }
        case String text -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          types.writeBytes(number(13 + 2L * bytes.length));
          content.writeBytes(bytes);
        }
        case byte[] bytes -> {
          types.writeBytes(number(12 + 2L * bytes.length));
          content.writeBytes(bytes);
        }
        default -> throw new IllegalArgumentException(value.toString());
      }
    }
    var record = new ByteArrayOutputStream();
    record.write(types.size() + 1);
    record.writeBytes(types.toByteArray());
    record.writeBytes(content.toByteArray());
    return record.toByteArray();
  }

  private static byte[] number(long value) {
    return value < 0x80
        ? new byte[] {(byte) value}
        : value < 0x4000
            ? new byte[] {(byte) (value >> 7 | 0x80), (byte) (value & 0x7f)}
            : new byte[] {
              (byte) (value >> 14 | 0x80), (byte) (value >> 7 | 0x80), (byte) (value & 0x7f)
            };
  }

  private byte[] bytes() {
    var file = new ByteArrayOutputStream();
    pages.forEach(file::writeBytes);
    return file.toByteArray();
  }
}
