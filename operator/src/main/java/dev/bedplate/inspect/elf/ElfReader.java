package dev.bedplate.inspect.elf;

import dev.bedplate.inspect.elf.ElfHeaders.Segment;
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

  private final Prefix prefix = new Prefix();
  private final ElfParts parts = new ElfParts(prefix);
  private final MarkerFinder markers = new MarkerFinder();

  private long size;
  private long position;
  private @Nullable Words words;
  private @Nullable ElfHeaders headers;
  private boolean rejected;

  /** Whether these bytes begin like an ELF file. */
  public static boolean isElf(byte[] bytes, int from, int count) {
    return count >= 4
        && bytes[from] == 0x7f
        && bytes[from + 1] == 'E'
        && bytes[from + 2] == 'L'
        && bytes[from + 3] == 'F';
  }

  /** Begins a file of {@code size} bytes; the path decides which version banners are looked for. */
  public void begin(String path, long size) {
    this.size = size;
    position = 0;
    prefix.begin(SMALLEST_FILE);
    parts.begin(size);
    markers.begin(path, size);
    words = null;
    headers = null;
    rejected = false;
  }

  /** Takes the next bytes of the file; they are copied where they are needed. */
  public void accept(byte[] bytes, int from, int count) {
    if (!rejected) {
      int taken = prefix.accept(bytes, from, count, 0);
      while (headers == null && !rejected && prefix.complete()) {
        parseHeaders();
        taken += prefix.accept(bytes, from, count, taken);
      }
      parts.accept(position, bytes, from, count);
      markers.accept(bytes, from, count);
    }
    position += count;
  }

  /** Whether further bytes of the file can change the answer. */
  public boolean wantsMore() {
    if (rejected || prefix.closed()) {
      return false;
    }
    return headers == null || prefix.wantsMore() || !parts.complete() || markers.wantsMore();
  }

  /** What the file is, or null when it is no ELF file after all; never fails on bad content. */
  public @Nullable ElfFile finish() {
    Words known = words;
    if (rejected || known == null || position < SMALLEST_FILE) {
      return null;
    }
    ElfHeaders read = headers;
    return read == null ? headless(known) : file(read);
  }

  private void parseHeaders() {
    if (words == null) {
      words = ElfHeaders.words(prefix.bytes());
    }
    if (words == null) {
      rejected = true;
      return;
    }
    int length = ElfHeaders.length(words, prefix.bytes());
    if (length < 0 || length > size) {
      prefix.close();
    } else if (length > prefix.length()) {
      prefix.limit(length);
    } else {
      headers = ElfHeaders.read(words, prefix.bytes());
      prefix.limit(prefixOf(headers));
      parts.expect(headers);
    }
  }

  private int prefixOf(ElfHeaders read) {
    long wanted = markers.wantsWholeFile() ? size : prefix.length();
    if (!read.loads().isEmpty()) {
      wanted = Math.max(wanted, end(read.loads().getFirst()));
    }
    return (int) Math.min(Math.min(wanted, size), LARGEST_PREFIX);
  }

  private static long end(Segment segment) {
    long end = segment.offset() + segment.size();
    return segment.offset() < 0 || segment.size() < 0 || end < 0 ? 0 : end;
  }

  private ElfFile file(ElfHeaders read) {
    DynamicSection section = parts.dynamic();
    String interpreter = parts.interpreter();
    var needed = new ArrayList<String>();
    String soname = null;
    String runpath = null;
    if (section != null) {
      for (long offset : section.needed) {
        String text = parts.string(section, offset);
        if (text != null) {
          needed.add(text);
        }
      }
      soname = section.soname < 0 ? null : parts.string(section, section.soname);
      runpath = section.runpath < 0 ? null : parts.string(section, section.runpath);
    }
    return new ElfFile(
        read.words().wide() ? 64 : 32,
        read.machine(),
        read.type(),
        interpreter,
        read.dynamic() != null,
        section != null && section.pie,
        section != null && section.bindNow,
        needed,
        soname,
        runpath,
        markers.marker(prefix, interpreter, needed),
        parts.truncated());
  }

  /** A file whose program headers are out of reach: only its first bytes are known. */
  private ElfFile headless(Words known) {
    return new ElfFile(
        known.wide() ? 64 : 32,
        known.half(prefix.bytes(), 18),
        known.half(prefix.bytes(), 16),
        null,
        false,
        false,
        false,
        List.of(),
        null,
        null,
        null,
        true);
  }
}
