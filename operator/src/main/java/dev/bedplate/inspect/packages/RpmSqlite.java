package dev.bedplate.inspect.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code Packages} table of an SQLite file, read page by page, without its write-ahead log. */
final class RpmSqlite {
  private static final int LEAF = 13;
  private static final int INTERIOR = 5;
  private final Chunks file;
  private final int pageSize;
  private final int usable;
  private long budget;
  private final Set<Long> visited = new HashSet<>();

  /** Reads on from the first piece only when that has the table. */
  static final class Parser implements DatabaseParser {
    @Override
    public @Nullable List<PackageDatabase.Entry> parse(
        InputStream content, int maxBytes, Memory memory)
        throws IOException, MalformedDatabaseException {
      var file = new Chunks();
      boolean more = file.more(content, maxBytes, memory);
      if (!mayHoldPackages(file)) {
        return null;
      }
      while (more) {
        more = file.more(content, maxBytes, memory);
      }
      return new RpmSqlite(file).packages();
    }

    /** A database of another program is not read; rpm makes this table first of all. */
    private static boolean mayHoldPackages(Chunks first) {
      boolean[] seen = new boolean[1];
      try {
        new RpmSqlite(first).tables((name, root) -> seen[0] |= name.equals("packages"));
      } catch (MalformedDatabaseException e) {
        // Pages further on are of no interest here.
      }
      return seen[0];
    }
  }

  private RpmSqlite(Chunks file) throws MalformedDatabaseException {
    this.file = file;
    budget = file.length();
    int size = file.u16(16);
    pageSize = size == 1 ? 65536 : size;
    usable = pageSize - file.u8(20);
    if (Integer.bitCount(pageSize) != 1 || pageSize < 512 || usable < 480) {
      throw new MalformedDatabaseException("its SQLite page size " + pageSize + " is impossible");
    }
  }

  private List<PackageDatabase.Entry> packages() throws MalformedDatabaseException {
    long root = root();
    visited.clear();
    List<PackageDatabase.Entry> entries = new ArrayList<>();
    walk(root, cell -> RpmHeader.addTo(entries, new SqliteRecord(cell).bytes(1)));
    return entries;
  }

  /** The first page of the table; one that the bytes at hand do not have is an error. */
  private long root() throws MalformedDatabaseException {
    long[] root = new long[1];
    tables((name, page) -> root[0] = name.equals("packages") ? page : root[0]);
    if (root[0] == 0) {
      throw new MalformedDatabaseException("it has no table Packages");
    }
    return root[0];
  }

  @FunctionalInterface
  private interface Tables {
    void table(String name, long root);
  }

  private void tables(Tables tables) throws MalformedDatabaseException {
    walk(
        1,
        row -> {
          var columns = new SqliteRecord(row);
          if (columns.text(0).equals("table")) {
            tables.table(columns.text(1).toLowerCase(Locale.ROOT), columns.integer(3));
          }
        });
  }

  @FunctionalInterface
  private interface Rows {
    void row(byte[] payload) throws MalformedDatabaseException;
  }

  private void walk(long root, Rows rows) throws MalformedDatabaseException {
    Deque<Long> pending = new ArrayDeque<>(List.of(root));
    while (!pending.isEmpty()) {
      long page = pending.removeFirst();
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
