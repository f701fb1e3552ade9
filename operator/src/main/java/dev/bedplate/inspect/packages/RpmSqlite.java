package dev.bedplate.inspect.packages;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The {@code Packages} table of an SQLite file, read page by page; a write-ahead log is ignored.
 */
final class RpmSqlite {
  private static final int LEAF = 13;
  private static final int INTERIOR = 5;
  private final Chunks file;
  private final int pageSize;
  private final int usable;
  private long budget;
  private final Set<Long> visited = new HashSet<>();

  RpmSqlite(Chunks file) throws MalformedDatabaseException {
    this.file = file;
    budget = file.length();
    int size = file.u16(16);
    pageSize = size == 1 ? 65536 : size;
    usable = pageSize - file.u8(20);
    if (Integer.bitCount(pageSize) != 1 || pageSize < 512 || usable < 480) {
      throw new MalformedDatabaseException("its SQLite page size " + pageSize + " is impossible");
    }
  }

  List<PackageDatabase.Entry> packages() throws MalformedDatabaseException {
    List<byte[]> schema = new ArrayList<>();
    walk(1, schema::add);
    for (byte[] row : schema) {
      var columns = new SqliteRecord(row);
      if (columns.text(0).equals("table")
          && columns.text(1).toLowerCase(Locale.ROOT).equals("packages")) {
        visited.clear();
        List<PackageDatabase.Entry> entries = new ArrayList<>();
        walk(columns.integer(3), cell -> RpmHeader.addTo(entries, new SqliteRecord(cell).bytes(1)));
        return entries;
      }
    }
    throw new MalformedDatabaseException("it has no table Packages");
  }

  @FunctionalInterface
  private interface Rows {
    void row(byte[] payload) throws MalformedDatabaseException;
  }

  private void walk(long root, Rows rows) throws MalformedDatabaseException {
    List<Long> pending = new ArrayList<>(List.of(root));
    while (!pending.isEmpty()) {
      long page = pending.removeLast();
      if (page < 1 || !visited.add(page)) {
        throw new MalformedDatabaseException("its page " + page + " is part of a loop");
      }
      long start = (page - 1) * pageSize;
      long header = page == 1 ? start + 100 : start;
      int type = file.u8(header);
      int cells = file.u16(header + 3);
      if (type != LEAF && type != INTERIOR) {
        throw new MalformedDatabaseException("its page " + page + " is no table page");
      }
      long pointers = header + (type == LEAF ? 8 : 12);
      for (int i = 0; i < cells; i++) {
        long cell = start + file.u16(pointers + 2L * i);
        if (type == LEAF) {
          rows.row(payload(cell));
        } else {
          pending.add(file.u32(cell));
        }
      }
      if (type == INTERIOR) {
        pending.add(file.u32(header + 8));
      }
    }
  }

  private byte[] payload(long cell) throws MalformedDatabaseException {
    long position = cell;
    long size = 0;
    int read;
    do {
      read = file.u8(position++);
      size = size << 7 | (read & 0x7f);
    } while ((read & 0x80) != 0 && position < cell + 8);
    long rowId = position;
    while ((file.u8(position++) & 0x80) != 0 && position < rowId + 9) {
      // the row number is of no interest
    }
    // rows that share pages would otherwise be read at a multiple of the file's size
    budget -= size;
    if (size < 0 || budget < 0) {
      throw new MalformedDatabaseException("its rows are larger than the file");
    }
    byte[] payload = new byte[(int) size];
    int local = local(payload.length);
    file.copy(position, payload, 0, local);
    overflow(payload, local, position + local);
    return payload;
  }

  // The rule of the SQLite file format, "Cell Payload Overflow Pages"
  private int local(int size) {
    int most = usable - 35;
    if (size <= most) {
      return size;
    }
    int least = (usable - 12) * 32 / 255 - 23;
    int wanted = least + (size - least) % (usable - 4);
    return wanted <= most ? wanted : least;
  }

  private void overflow(byte[] payload, int from, long pointer) throws MalformedDatabaseException {
    int done = from;
    long link = pointer;
    while (done < payload.length) {
      long page = file.u32(link);
      if (page < 1) {
        throw new MalformedDatabaseException("a row ends before its last overflow page");
      }
      link = (page - 1) * pageSize;
      int step = Math.min(usable - 4, payload.length - done);
      file.copy(link + 4, payload, done, step);
      done += step;
    }
  }

  /** The first columns of one row, per the record format of SQLite. */
  private static final class SqliteRecord {
    private static final int COLUMNS = 5;
    private final byte[] row;
    private final List<long[]> columns = new ArrayList<>();
    private int position;

    SqliteRecord(byte[] row) throws MalformedDatabaseException {
      this.row = row;
      long headerEnd = number();
      long value = headerEnd;
      while (position < headerEnd && columns.size() < COLUMNS) {
        long type = number();
        long size = size(type);
        columns.add(new long[] {value, size});
        value += size;
        if (value > row.length) {
          throw new MalformedDatabaseException("a row is shorter than its columns");
        }
      }
    }

    byte[] bytes(int column) throws MalformedDatabaseException {
      if (column >= columns.size()) {
        throw new MalformedDatabaseException("a row has no column " + column);
      }
      long[] range = columns.get(column);
      return java.util.Arrays.copyOfRange(row, (int) range[0], (int) (range[0] + range[1]));
    }

    String text(int column) throws MalformedDatabaseException {
      return new String(bytes(column), StandardCharsets.UTF_8);
    }

    long integer(int column) throws MalformedDatabaseException {
      long value = 0;
      for (byte next : bytes(column)) {
        value = value << 8 | (next & 0xff);
      }
      return value;
    }

    private long number() throws MalformedDatabaseException {
      long value = 0;
      for (int i = 0; i < 8 && position < row.length; i++) {
        int next = row[position++];
        value = value << 7 | (next & 0x7f);
        if (next >= 0) {
          return value;
        }
      }
      throw new MalformedDatabaseException("a row has a number without end");
    }

    private static long size(long type) {
      return type >= 12
          ? (type - 12) / 2
          : switch ((int) type) {
            case 1, 2, 3, 4 -> type;
            case 5 -> 6;
            case 6, 7 -> 8;
            default -> 0;
          };
    }
  }
}
