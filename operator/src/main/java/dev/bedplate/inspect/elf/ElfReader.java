package dev.bedplate.inspect.elf;

import dev.bedplate.inspect.elf.ElfFile.Marker;
import dev.bedplate.inspect.elf.ElfHeaders.Segment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the program headers and the dynamic section of files that stream by (System V gABI), with
 * at most about 2 MiB of memory whatever their headers claim; section headers are never looked at,
 * because they may be stripped or false. One reader serves many files, one after the other.
 */
public final class ElfReader {
  private static final int LARGEST_PREFIX = 1024 * 1024;
  private static final int LARGEST_DYNAMIC = 64 * 1024;
  private static final int LARGEST_STRINGS = 1024 * 1024;
  private static final int LONGEST_STRING = 1024;

  /** Tools that rewrite binaries put the string table right before a moved dynamic section. */
  private static final int BEFORE_DYNAMIC = 64 * 1024;

  private final Banner glibcBanner = new Banner("release version ");
  private final Banner busyboxBanner = new Banner("BusyBox v");
  private final Span interpreterSpan = new Span();
  private final Span dynamicSpan = new Span();
  private final Span stringSpan = new Span();

  private byte[] prefix = new byte[64 * 1024];
  private int prefixLength;
  private int prefixLimit;
  private String path = "";
  private long size;
  private long position;
  private MarkerCandidate candidate = MarkerCandidate.None;
  private @Nullable Banner banner;
  private @Nullable Words words;
  private @Nullable ElfHeaders headers;
  private @Nullable DynamicSection dynamic;
  private boolean rejected;
  private boolean truncated;

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
    this.path = path;
    this.size = size;
    position = 0;
    prefixLength = 0;
    prefixLimit = 64;
    candidate = MarkerCandidate.of(path, size);
    banner =
        switch (candidate) {
          case Glibc, GlibcLoader -> glibcBanner;
          case BusyBox -> busyboxBanner;
          case None, Musl, Uclibc -> null;
        };
    if (banner != null) {
      banner.reset();
    }
    interpreterSpan.clear();
    dynamicSpan.clear();
    stringSpan.clear();
    words = null;
    headers = null;
    dynamic = null;
    rejected = false;
    truncated = false;
  }

  /** Takes the next bytes of the file; they are copied where they are needed. */
  public void accept(byte[] bytes, int from, int count) {
    if (!rejected) {
      int taken = prefix(bytes, from, count, 0);
      while (headers == null && !rejected && prefixLength == prefixLimit) {
        parseHeaders();
        taken += prefix(bytes, from, count, taken);
      }
      interpreterSpan.accept(position, bytes, from, count);
      dynamicSpan.accept(position, bytes, from, count);
      parseDynamic();
      stringSpan.accept(position, bytes, from, count);
      if (banner != null && !banner.found()) {
        banner.accept(bytes, from, count);
      }
    }
    position += count;
  }

  /** Whether further bytes of the file can change the answer. */
  public boolean wantsMore() {
    ElfHeaders read = headers;
    if (rejected || prefixLimit == 0) {
      return false;
    }
    return read == null
        || prefixLength < prefixLimit
        || (read.dynamic() != null && dynamic == null)
        || !interpreterSpan.complete()
        || !stringSpan.complete()
        || (banner != null && !banner.found());
  }

  /** What the file is, or null when it is no ELF file after all; never fails on bad content. */
  public @Nullable ElfFile finish() {
    Words known = words;
    if (rejected || known == null || position < 64) {
      return null;
    }
    ElfHeaders read = headers;
    if (read == null) {
      return new ElfFile(
          known.wide() ? 64 : 32,
          known.half(prefix, 18),
          known.half(prefix, 16),
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
    parseDynamic();
    return file(read);
  }

  private int prefix(byte[] bytes, int from, int count, int skip) {
    int take = Math.min(prefixLimit - prefixLength, count - skip);
    if (take <= 0) {
      return 0;
    }
    if (prefix.length < prefixLength + take) {
      prefix = Arrays.copyOf(prefix, Math.max(prefixLength + take, prefix.length * 2));
    }
    System.arraycopy(bytes, from + skip, prefix, prefixLength, take);
    prefixLength += take;
    return take;
  }

  private void parseHeaders() {
    if (words == null) {
      words = ElfHeaders.words(prefix);
    }
    if (words == null) {
      rejected = true;
      return;
    }
    int length = ElfHeaders.length(words, prefix);
    if (length < 0 || length > size) {
      prefixLimit = 0;
    } else if (length > prefixLength) {
      prefixLimit = length;
    } else {
      headers = ElfHeaders.read(words, prefix);
      expectParts(headers);
    }
  }

  private void expectParts(ElfHeaders read) {
    long wanted = candidate == MarkerCandidate.Musl ? size : prefixLength;
    if (!read.loads().isEmpty()) {
      Segment first = read.loads().getFirst();
      wanted = Math.max(wanted, end(first));
    }
    prefixLimit = (int) Math.min(Math.min(wanted, size), LARGEST_PREFIX);
    Segment interpreter = read.interpreter();
    if (interpreter != null) {
      expect(interpreterSpan, interpreter.offset(), Math.min(interpreter.size(), LONGEST_STRING));
    }
    Segment section = read.dynamic();
    if (section != null) {
      long start = Math.max(0, section.offset() - BEFORE_DYNAMIC);
      long length = Math.min(section.size(), LARGEST_DYNAMIC);
      expect(dynamicSpan, start, section.offset() - start + length);
    }
  }

  private void expect(Span span, long start, long length) {
    if (start < 0 || length < 0 || start > size || length > size - start) {
      truncated = true;
      return;
    }
    span.expect(start, (int) length);
    span.accept(0, prefix, 0, prefixLength);
  }

  private static long end(Segment segment) {
    long end = segment.offset() + segment.size();
    return segment.offset() < 0 || segment.size() < 0 || end < 0 ? 0 : end;
  }

  private void parseDynamic() {
    ElfHeaders read = headers;
    if (dynamic != null || read == null || read.dynamic() == null || !dynamicSpan.complete()) {
      return;
    }
    long length = Math.min(read.dynamic().size(), LARGEST_DYNAMIC);
    int index = dynamicSpan.index(read.dynamic().offset(), length);
    if (index < 0) {
      return;
    }
    truncated |= read.dynamic().size() > LARGEST_DYNAMIC;
    dynamic = new DynamicSection(read.words(), dynamicSpan.bytes(), index, (int) length);
    long strings = read.offset(dynamic.strings);
    if (strings >= prefixLength && dynamicSpan.index(strings, dynamic.stringsSize) < 0) {
      expect(stringSpan, strings, Math.min(dynamic.stringsSize, LARGEST_STRINGS));
    }
  }

  private ElfFile file(ElfHeaders read) {
    DynamicSection section = dynamic;
    boolean hasDynamic = read.dynamic() != null;
    truncated |= hasDynamic && section == null;
    String interpreter = interpreter(read);
    var needed = new ArrayList<String>();
    String soname = null;
    String runpath = null;
    if (section != null) {
      for (long offset : section.needed) {
        String text = string(read, section, offset);
        if (text != null) {
          needed.add(text);
        }
      }
      soname = section.soname < 0 ? null : string(read, section, section.soname);
      runpath = section.runpath < 0 ? null : string(read, section, section.runpath);
    }
    return new ElfFile(
        read.words().wide() ? 64 : 32,
        read.machine(),
        read.type(),
        interpreter,
        hasDynamic,
        section != null && section.pie,
        section != null && section.bindNow,
        needed,
        soname,
        runpath,
        marker(interpreter, needed),
        truncated);
  }

  private @Nullable String interpreter(ElfHeaders read) {
    Segment segment = read.interpreter();
    if (segment == null) {
      return null;
    }
    long length = Math.min(segment.size(), LONGEST_STRING);
    int index = interpreterSpan.index(segment.offset(), length);
    if (index < 0 || length == 0) {
      truncated = true;
      return null;
    }
    return text(interpreterSpan.bytes(), index, (int) length);
  }

  /** The string at an offset of the string table, or null when it was not kept. */
  private @Nullable String string(ElfHeaders read, DynamicSection section, long offset) {
    long start = read.offset(section.strings);
    long length = Math.min(section.stringsSize - offset, LONGEST_STRING);
    if (start >= 0 && offset >= 0 && length > 0) {
      long at = start + offset;
      if (at >= 0 && at < prefixLength) {
        return text(prefix, (int) at, (int) Math.min(length, prefixLength - at));
      }
      for (Span span : List.of(dynamicSpan, stringSpan)) {
        int index = span.index(at, length);
        if (index >= 0) {
          return text(span.bytes(), index, (int) length);
        }
      }
    }
    truncated = true;
    return null;
  }

  private static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  private @Nullable Marker marker(@Nullable String interpreter, List<String> needed) {
    String version = banner == null ? null : banner.version();
    return switch (candidate) {
      case None -> null;
      case Musl -> musl();
      case Uclibc -> new Marker(Marker.Kind.UclibcLoader, uclibcVersion());
      case Glibc -> version == null ? null : new Marker(Marker.Kind.Glibc, version);
      // A shim of that name is itself a program of another libc.
      case GlibcLoader ->
          interpreter == null && needed.isEmpty() ? new Marker(Marker.Kind.Glibc, version) : null;
      case BusyBox -> version == null ? null : new Marker(Marker.Kind.BusyBox, version);
    };
  }

  private @Nullable Marker musl() {
    byte[] text = "musl libc".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i + text.length <= prefixLength; i++) {
      if (prefix[i] == text[0] && Arrays.equals(prefix, i, i + text.length, text, 0, text.length)) {
        return new Marker(Marker.Kind.MuslLoader, Versions.nearest(prefix, prefixLength, i));
      }
    }
    return null;
  }

  private @Nullable String uclibcVersion() {
    int dash = path.lastIndexOf('-');
    byte[] rest = path.substring(dash + 1).getBytes(StandardCharsets.US_ASCII);
    int end = path.endsWith(".so") ? rest.length - 3 : rest.length;
    String version = Versions.at(rest, 0, end);
    return version.isEmpty() ? null : version;
  }
}
