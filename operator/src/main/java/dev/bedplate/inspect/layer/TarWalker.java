package dev.bedplate.inspect.layer;

import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.tar.PaxRecords;
import dev.bedplate.tar.TarHeader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds the entries of a tar: v7, ustar, pax and GNU forms. */
final class TarWalker {
  private static final byte[] NO_LINK = {};
  private final TarInput input;
  private final Limits limits;
  private final LayerName name;
  private final TarHeader header = new TarHeader();
  private final SparseFiles sparseFiles;
  private int headers;

  TarWalker(TarInput input, Limits limits, LayerName name) {
    this.input = input;
    this.limits = limits;
    this.name = name;
    this.sparseFiles = new SparseFiles(input, limits, name);
  }

  /** The next entry, its content not yet read, or null at the end of the archive. */
  @Nullable TarEntry next() throws IOException {
    @Nullable PaxRecords pax = null;
    byte @Nullable [] longName = null;
    byte @Nullable [] longLink = null;
    while (header()) {
      char flag = header.flag();
      switch (flag) {
        case 'x' -> {
          pax = PaxRecords.parse(extension());
          if (pax == null) {
            throw name.invalid("a pax header before byte " + input.offset() + " is malformed");
          }
        }
        case 'g' -> extension();
        case 'L' -> longName = text(extension());
        case 'K' -> longLink = text(extension());
        default -> {
          return entry(flag, pax, longName, longLink);
        }
      }
    }
    if (pax != null || longName != null || longLink != null) {
      throw truncated();
    }
    return null;
  }

  /** Passes over what is left of an entry's content and its padding. */
  void finish(TarEntry entry, long left) throws IOException {
    if (input.skip(left) < left) {
      throw truncated();
    }
    input.skip(-entry.stored() & (TarHeader.SIZE - 1));
  }

  private boolean header() throws IOException {
    int count = input.read(header.block, 0, TarHeader.SIZE);
    if (count == 0) {
      return false;
    }
    if (count < TarHeader.SIZE) {
      throw truncated();
    }
    if (header.zero()) {
      end();
      return false;
    }
    if (!header.checksumMatches()) {
      throw name.invalid(
          "byte " + (input.offset() - TarHeader.SIZE) + " of its tar does not begin an entry");
    }
    if (++headers > limits.entries()) {
      throw name.exceeds("it has more than " + limits.entries() + " entries, the limit");
    }
    return true;
  }

  /** An archive ends with two zero blocks; one and nothing else is seen in practice. */
  private void end() throws IOException {
    int count = input.read(header.block, 0, TarHeader.SIZE);
    if (count == TarHeader.SIZE && !header.zero()) {
      throw name.invalid(
          "a single zero block stands before byte " + input.offset() + " of its tar");
    }
  }

  private TarEntry entry(
      char flag, @Nullable PaxRecords pax, byte @Nullable [] longName, byte @Nullable [] longLink)
      throws IOException {
    byte[] path = header.name();
    byte[] link = flag == '1' || flag == '2' ? header.link() : NO_LINK;
    long size = header.size();
    int mode = header.mode();
    if (pax != null) {
      path = pax.path == null ? path : pax.path;
      link = pax.link == null ? link : pax.link;
      size = pax.size < 0 ? size : pax.size;
    }
    path = longName == null ? path : longName;
    link = longLink == null ? link : longLink;
    if (size < 0) {
      throw name.invalid("an entry before byte " + input.offset() + " has a size that is none");
    }
    long stored = TarEntry.hasContent(flag) ? size : 0;
    var entry = new TarEntry(flag, path, link, stored, stored, mode, null);
    if (flag == 'S') {
      return sparseFiles.gnu(entry, header);
    }
    return pax == null ? entry : sparseFiles.pax(entry, pax);
  }

  private byte[] extension() throws IOException {
    long size = header.size();
    if (size < 0) {
      throw name.invalid("a header before byte " + input.offset() + " has a size that is none");
    }
    if (size > limits.headerBytes()) {
      throw name.exceeds(
          "an extension header of "
              + size
              + " bytes is longer than the limit of "
              + limits.headerBytes());
    }
    byte[] content = new byte[(int) size];
    if (input.read(content, 0, content.length) < content.length) {
      throw truncated();
    }
    input.skip(-size & (TarHeader.SIZE - 1));
    return content;
  }

  private static byte[] text(byte[] content) {
    int end = 0;
    while (end < content.length && content[end] != 0) {
      end++;
    }
    return java.util.Arrays.copyOf(content, end);
  }

  private ImageUnavailableException truncated() {
    return name.invalid(
        "its tar ends after " + input.offset() + " bytes in the middle of an entry");
  }
}
