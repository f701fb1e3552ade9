package dev.bedplate.inspect.zstd;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The sequences of blocks: how many literals, then a match (RFC 8878, 3.1.1.3.2). */
final class Sequences {
  private static final Kind LITERALS =
      new Kind("literal lengths", 9, Codes.LITERALS, Codes.LITERALS_BY_DEFAULT);
  private static final Kind OFFSETS =
      new Kind("offsets", 8, Codes.OFFSETS, Codes.OFFSETS_BY_DEFAULT);
  private static final Kind MATCHES =
      new Kind("match lengths", 9, Codes.MATCHES, Codes.MATCHES_BY_DEFAULT);

  private @Nullable FseTable literals;
  private @Nullable FseTable offsets;
  private @Nullable FseTable matches;
  private final long[] recent = {1, 4, 8};

  private record Kind(String name, int accuracy, Codes codes, FseTable byDefault) {}

  /** A table with the index of the first byte after it. */
  private record Described(FseTable table, int next) {}

  /**
   * Carries out the sequences in {@code bytes[from..to)}; the literals that no sequence takes come
   * last.
   */
  void run(byte[] bytes, int from, int to, Literals literalsOfBlock, Window window)
      throws IOException {
    if (from >= to) {
      throw new DamagedException("a block without sequences");
    }
    int first = bytes[from] & 0xff;
    int header = first < 128 ? 1 : first < 255 ? 2 : 3;
    if (from + header > to) {
      throw new DamagedException("a number of sequences that ends early");
    }
    int count =
        switch (header) {
          case 1 -> first;
          case 2 -> ((first - 128) << 8) + (bytes[from + 1] & 0xff);
          default -> (bytes[from + 1] & 0xff) + ((bytes[from + 2] & 0xff) << 8) + 0x7f00;
        };
    int at = from + header;
    if (count > 0) {
      at = tables(bytes, at, to);
      run(count, new BackwardBits(bytes, at, to), literalsOfBlock, window);
    } else if (at != to) {
      throw new DamagedException("bytes after a block without sequences");
    }
    literalsOfBlock.rest(window);
  }

  private int tables(byte[] bytes, int from, int to) throws DamagedException {
    if (from >= to) {
      throw new DamagedException("sequences without tables");
    }
    int modes = bytes[from];
    if ((modes & 3) != 0) {
      throw new DamagedException("a reserved kind of sequences");
    }
    Described one = table(LITERALS, (modes >> 6) & 3, literals, bytes, from + 1, to);
    literals = one.table();
    one = table(OFFSETS, (modes >> 4) & 3, offsets, bytes, one.next(), to);
    offsets = one.table();
    one = table(MATCHES, (modes >> 2) & 3, matches, bytes, one.next(), to);
    matches = one.table();
    return one.next();
  }

  private static Described table(
      Kind kind, int mode, @Nullable FseTable before, byte[] bytes, int from, int to)
      throws DamagedException {
    return switch (mode) {
      case 0 -> new Described(kind.byDefault(), from);
      case 1 -> always(kind, bytes, from, to);
      case 2 -> {
        var bits = new ForwardBits(bytes, from, to);
        yield new Described(bits.table(kind.accuracy(), kind.codes().count()), bits.next());
      }
      default -> {
        if (before == null) {
          throw new DamagedException("no " + kind.name() + " to repeat");
        }
        yield new Described(before, from);
      }
    };
  }

  private static Described always(Kind kind, byte[] bytes, int from, int to)
      throws DamagedException {
    int symbol = from < to ? bytes[from] & 0xff : Integer.MAX_VALUE;
    if (symbol >= kind.codes().count()) {
      throw new DamagedException("no such code of " + kind.name());
    }
    return new Described(FseTable.always(symbol), from + 1);
  }

  /** All numbers of one sequence are at hand at once, but for the largest ones. */
  private void run(int count, BackwardBits bits, Literals from, Window window) throws IOException {
    FseTable ofLiterals = requireNonNull(literals);
    FseTable ofOffsets = requireNonNull(offsets);
    FseTable ofMatches = requireNonNull(matches);
    int literal = ofLiterals.first(bits);
    int offset = ofOffsets.first(bits);
    int match = ofMatches.first(bits);
    for (int i = 1; i <= count; i++) {
      long distance = Codes.OFFSETS.value(FseTable.symbol(offset), bits);
      int length = (int) Codes.MATCHES.value(FseTable.symbol(match), bits);
      int before = (int) Codes.LITERALS.value(FseTable.symbol(literal), bits);
      if (i < count) {
        long look = bits.look();
        int left = BackwardBits.IN_ONE_LOOK - FseTable.bits(literal);
        literal = ofLiterals.next(literal, look >>> left);
        left -= FseTable.bits(match);
        match = ofMatches.next(match, look >>> left);
        left -= FseTable.bits(offset);
        offset = ofOffsets.next(offset, look >>> left);
        bits.skip(BackwardBits.IN_ONE_LOOK - left);
      }
      from.move(before, window);
      window.copy(offset(distance, before), length);
      if (bits.left() < 0) {
        throw new DamagedException("sequences with too few bits");
      }
    }
    if (bits.left() != 0) {
      throw new DamagedException("sequences with too many bits");
    }
  }

  /** Small values stand for offsets that were used last. */
  private long offset(long value, int literalsBefore) throws DamagedException {
    if (value > 3) {
      recent[2] = recent[1];
      recent[1] = recent[0];
      recent[0] = value - 3;
      return recent[0];
    }
    int index = (int) value - (literalsBefore == 0 ? 0 : 1);
    long offset = index == 3 ? recent[0] - 1 : recent[index];
    if (offset == 0) {
      throw new DamagedException("an offset of nothing");
    }
    if (index > 0) {
      recent[2] = index > 1 ? recent[1] : recent[2];
      recent[1] = recent[0];
      recent[0] = offset;
    }
    return offset;
  }
}
