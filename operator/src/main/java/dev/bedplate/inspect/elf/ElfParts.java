package dev.bedplate.inspect.elf;

import dev.bedplate.inspect.elf.ElfHeaders.Segment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a file that its headers point to: interpreter, dynamic section and strings. */
final class ElfParts {
  private static final int LARGEST_DYNAMIC = 64 * 1024;
  private static final int LARGEST_STRINGS = 1024 * 1024;
  private static final int LONGEST_STRING = 1024;

  /** What the kernel takes at most, with the zero at its end ({@code PATH_MAX}). */
  private static final int LONGEST_INTERPRETER = 4096;

  /** Tools that rewrite binaries put the string table right before a moved dynamic section. */
  private static final int BEFORE_DYNAMIC = 64 * 1024;

  private final Prefix prefix;
  private final Span interpreterSpan = new Span();
  private final Span dynamicSpan = new Span();
  private final Span stringSpan = new Span();
  private long size;
  private @Nullable ElfHeaders headers;
  private @Nullable DynamicSection dynamic;

  ElfParts(Prefix prefix) {
    this.prefix = prefix;
  }

  /** Begins a file of {@code size} bytes whose headers are not known yet. */
  void begin(long size) {
    this.size = size;
    interpreterSpan.clear();
    dynamicSpan.clear();
    stringSpan.clear();
    headers = null;
    dynamic = null;
  }

  /** Expects what the headers point to. */
  void expect(ElfHeaders read) {
    headers = read;
    Segment interpreter = read.interpreter();
    if (interpreter != null) {
      expect(
          interpreterSpan, interpreter.offset(), Math.min(interpreter.size(), LONGEST_INTERPRETER));
    }
    Segment section = read.dynamic();
    if (section != null) {
      long start = Math.max(0, section.offset() - BEFORE_DYNAMIC);
      long length = Math.min(section.size(), LARGEST_DYNAMIC);
      expect(dynamicSpan, start, section.offset() - start + length);
    }
  }

  void accept(long position, byte[] bytes, int from, int count) {
    interpreterSpan.accept(position, bytes, from, count);
    dynamicSpan.accept(position, bytes, from, count);
    parseDynamic();
    stringSpan.accept(position, bytes, from, count);
  }

  /** Whether everything the headers point to has passed by. */
  boolean complete() {
    boolean sectionIsMissing = headers != null && headers.dynamic() != null && dynamic == null;
    return !sectionIsMissing && interpreterSpan.complete() && stringSpan.complete();
  }

  /** The dynamic section at the end of the file, or null when there is none or it was not kept. */
  @Nullable DynamicSection dynamic() {
    parseDynamic();
    return dynamic;
  }

  private void expect(Span span, long start, long length) {
    if (start < 0 || length < 0 || start > size || length > size - start) {
      return;
    }
    span.expect(start, (int) length);
    span.accept(0, prefix.bytes(), 0, prefix.length());
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
    dynamic = new DynamicSection(read.words(), dynamicSpan.bytes(), index, (int) length);
    long strings = read.offset(dynamic.strings);
    if (strings >= prefix.length() && dynamicSpan.index(strings, dynamic.stringsSize) < 0) {
      expect(stringSpan, strings, Math.min(dynamic.stringsSize, LARGEST_STRINGS));
    }
  }

  /** The program interpreter, or null when none is named or it was not kept. */
  @Nullable String interpreter() {
    Segment segment = headers == null ? null : headers.interpreter();
    if (segment == null) {
      return null;
    }
    long length = segment.size();
    if (length <= 0 || length > LONGEST_INTERPRETER) {
      return null;
    }
    int index = interpreterSpan.index(segment.offset(), length);
    return index < 0 ? null : text(interpreterSpan.bytes(), index, (int) length);
  }

  /** The string at an offset of the string table, or null when it was not kept. */
  @Nullable String string(DynamicSection section, long offset) {
    long start = headers == null ? -1 : headers.offset(section.strings);
    long length = Math.min(section.stringsSize - offset, LONGEST_STRING);
    if (start >= 0 && offset >= 0 && length > 0) {
      long at = start + offset;
      if (at >= 0 && at < prefix.length()) {
        return text(prefix.bytes(), (int) at, (int) Math.min(length, prefix.length() - at));
      }
      for (Span span : List.of(dynamicSpan, stringSpan)) {
        int index = span.index(at, length);
        if (index >= 0) {
          return text(span.bytes(), index, (int) length);
        }
      }
    }
    return null;
  }

  private static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }
}
