package dev.bedplate.inspect.elf;

import dev.bedplate.inspect.elf.ElfHeaders.Segment;
import dev.bedplate.inspect.elf.ElfHeaders.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the program headers and the dynamic section of files that stream by (System V gABI), with
 * at most about 2 MiB of memory whatever their headers claim; section headers are never looked at,
 * because they may be stripped or false. One reader serves many files, one after the other.
 */
public final class ElfReader {
  private static final int SMALLEST_FILE = 64;
  private static final int LARGEST_PREFIX = 1024 * 1024;

  /** Headers that end here are waited for; those further on are taken as they pass. */
  private static final int NEAR = 128 * 1024;

  private final Prefix prefix = new Prefix();
  private final Span distant = new Span();
  private final ElfParts parts = new ElfParts(prefix);
  private final MarkerFinder markers = new MarkerFinder();

  private long size;
  private long position;
  private @Nullable Words words;
  private @Nullable Table table;
  private @Nullable ElfHeaders headers;
  private boolean rejected;
  private boolean damaged;

  /** Whether these bytes begin like an ELF file. */
  public static boolean isElf(byte[] bytes, int from, int count) {
    return count >= 4
        && bytes[from] == 0x7f
        && bytes[from + 1] == 'E'
        && bytes[from + 2] == 'L'
        && bytes[from + 3] == 'F';
  }

  /** Begins a file of {@code size} bytes. */
  public void begin(long size) {
    this.size = size;
    position = 0;
    prefix.begin(SMALLEST_FILE);
    distant.clear();
    parts.begin(size);
    markers.begin(true);
    words = null;
    table = null;
    headers = null;
    rejected = false;
    damaged = false;
  }

  /** Takes the next bytes of the file; they are copied where they are needed. */
  public void accept(byte[] bytes, int from, int count) {
    if (!rejected) {
      int taken = prefix.accept(bytes, from, count, 0);
      while (headers == null && !rejected && !damaged && prefix.complete() && !isDistant()) {
        parseHeaders();
        taken += prefix.accept(bytes, from, count, taken);
      }
      distantHeaders(bytes, from, count);
      parts.accept(position, bytes, from, count);
      markers.accept(bytes, from, count);
    }
    position += count;
  }

  /** Whether further bytes of the file can change the answer. */
  public boolean wantsMore() {
    if (rejected) {
      return false;
    }
    boolean headersMissing = headers == null && !damaged;
    return headersMissing || prefix.wantsMore() || !parts.complete() || markers.wantsMore();
  }

  /** What the file is, or null when it is no ELF file after all; never fails on bad content. */
  public @Nullable ElfFile finish() {
    Words known = words;
    if (rejected || known == null || position < SMALLEST_FILE) {
      return null;
    }
    DynamicSection section = parts.dynamic();
    String interpreter = parts.interpreter();
    List<String> needed = section == null ? List.of() : needed(section);
    String soname =
        section == null || section.soname < 0 ? null : parts.string(section, section.soname);
    ElfHeaders read = headers;
    boolean unread = read == null || (read.interpreter() != null && interpreter == null);
    return new ElfFile(
        known.wide() ? 64 : 32,
        known.half(prefix.bytes(), 18),
        interpreter,
        needed,
        soname,
        markers.marker(prefix, interpreter, needed, soname),
        unread);
  }

  private List<String> needed(DynamicSection section) {
    var needed = new ArrayList<String>();
    for (long offset : section.needed) {
      String text = parts.string(section, offset);
      if (text != null) {
        needed.add(text);
      }
    }
    return needed;
  }

  private void parseHeaders() {
    byte[] file = prefix.bytes();
    if (words == null) {
      words = ElfHeaders.words(file);
      if (words == null) {
        rejected = true;
        return;
      }
      markers.begin(ElfHeaders.canBeStarted(words, file));
      table = ElfHeaders.table(words, file, size);
    }
    Table place = table;
    if (place == null) {
      damaged = true;
    } else if (place.end() > NEAR) {
      distant.expect(place.start(), place.length());
      prefix.limit((int) Math.min(size, LARGEST_PREFIX));
    } else if (place.end() > prefix.length()) {
      prefix.limit((int) place.end());
    } else {
      known(ElfHeaders.read(words, file, place, file, (int) place.start()));
    }
  }

  private boolean isDistant() {
    return table != null && table.end() > NEAR;
  }

  private void distantHeaders(byte[] bytes, int from, int count) {
    if (headers == null && isDistant() && words != null && table != null) {
      distant.accept(position, bytes, from, count);
      if (distant.complete()) {
        known(ElfHeaders.read(words, prefix.bytes(), table, distant.bytes(), 0));
      }
    }
  }

  private void known(ElfHeaders read) {
    headers = read;
    prefix.limit(Math.max(prefix.length(), prefixOf(read)));
    parts.expect(read);
  }

  private int prefixOf(ElfHeaders read) {
    // A loader is its own interpreter; that of musl has its version anywhere.
    boolean whole = markers.wantsMore() && read.interpreter() == null && read.dynamic() != null;
    long wanted = whole ? size : prefix.length();
    if (!read.loads().isEmpty()) {
      wanted = Math.max(wanted, end(read.loads().getFirst()));
    }
    return (int) Math.min(Math.min(wanted, size), LARGEST_PREFIX);
  }

  private static long end(Segment segment) {
    long end = segment.offset() + segment.size();
    return segment.offset() < 0 || segment.size() < 0 || end < 0 ? 0 : end;
  }
}
