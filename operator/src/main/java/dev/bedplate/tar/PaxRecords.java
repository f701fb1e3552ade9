package dev.bedplate.tar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The records of a pax extended header (POSIX.1-2008) that matter for an image. */
public final class PaxRecords {
  private static final String SPARSE = "GNU.sparse.";

  /** Replaces the name of the header; null when nothing does. */
  public byte @Nullable [] path;

  /** Replaces the link of the header; null when nothing does. */
  public byte @Nullable [] link;

  /** Replaces the size of the header; -1 when nothing does. */
  public long size = -1;

  private String major = "";
  private String minor = "";
  private byte @Nullable [] sparseName;
  private String sparseSize = "";
  private String realSize = "";
  private String map = "";
  private final SparseMap.Builder pairs = new SparseMap.Builder();

  private PaxRecords() {}

  /** The records in {@code bytes}, or null when they are malformed. */
  public static @Nullable PaxRecords parse(byte[] bytes) {
    var records = new PaxRecords();
    int position = 0;
    while (position < bytes.length) {
      int space = position;
      long length = 0;
      while (space < bytes.length && bytes[space] >= '0' && bytes[space] <= '9') {
        length = Math.min(length * 10 + bytes[space] - '0', Integer.MAX_VALUE);
        space++;
      }
      long end = position + length;
      if (space == position
          || end > bytes.length
          || end <= space + 1
          || bytes[space] != ' '
          || bytes[(int) end - 1] != '\n'
          || !records.accept(bytes, space + 1, (int) end - 1)) {
        return null;
      }
      position = (int) end;
    }
    return records;
  }

  private boolean accept(byte[] bytes, int from, int end) {
    int equals = from;
    while (equals < end && bytes[equals] != '=') {
      equals++;
    }
    if (equals == end || equals == from) {
      return false;
    }
    String key = new String(bytes, from, equals - from, StandardCharsets.UTF_8);
    byte[] value = Arrays.copyOfRange(bytes, equals + 1, end);
    return switch (key) {
      case "path" -> {
        path = value.length == 0 ? null : value;
        yield clean(value);
      }
      case "linkpath" -> {
        link = value.length == 0 ? null : value;
        yield clean(value);
      }
      case "size" -> size(value);
      default -> !key.startsWith(SPARSE) || sparse(key.substring(SPARSE.length()), value);
    };
  }

  private boolean sparse(String key, byte[] value) {
    String text = new String(value, StandardCharsets.ISO_8859_1);
    switch (key) {
      case "major" -> major = text;
      case "minor" -> minor = text;
      case "name" -> sparseName = value.length == 0 ? null : value;
      case "size" -> sparseSize = text;
      case "realsize" -> realSize = text;
      case "map" -> map = text;
      case "offset", "numbytes" -> {
        boolean offset = key.equals("offset");
        return (pairs.size() % 2 == 0) == offset && pairs.add(text);
      }
      default -> {}
    }
    return clean(value);
  }

  /** How the holes of a file are told, if it has any. */
  public enum Sparse {
    /** Not at all. */
    None,
    /** Versions 0.0 and 0.1: in these records. */
    Records,
    /** Version 1.0: before the content. */
    Content
  }

  /** How its holes are told. */
  public Sparse sparse() {
    return switch (major + "." + minor) {
      case "0.0", "0.1" -> Sparse.Records;
      case "1.0" -> Sparse.Content;
      case "." -> map.isEmpty() && pairs.size() == 0 ? Sparse.None : Sparse.Records;
      default -> Sparse.None;
    };
  }

  /** The map of the versions that have it in records, or null when it is none. */
  public @Nullable SparseMap sparseMap() {
    return map.isEmpty() ? pairs.build() : SparseMap.ofText(map);
  }

  /** The size of the file with its holes, or null when it is no number. */
  public @Nullable Long sparseSize(long stored) {
    String text = sparseSize.isEmpty() ? realSize : sparseSize;
    var number = new SparseMap.Builder();
    if (text.isEmpty()) {
      return stored;
    }
    return number.add(text) ? Long.valueOf(text) : null;
  }

  /** The name of a sparse file replaces the placeholder that its {@code path} holds. */
  public byte @Nullable [] sparseName() {
    return sparseName;
  }

  private boolean size(byte[] value) {
    size = value.length == 0 ? -1 : 0;
    for (byte digit : value) {
      if (digit < '0' || digit > '9' || size > (Long.MAX_VALUE - 9) / 10) {
        return false;
      }
      size = size * 10 + digit - '0';
    }
    return true;
  }

  private static boolean clean(byte[] value) {
    for (byte b : value) {
      if (b == 0) {
        return false;
      }
    }
    return true;
  }
}
