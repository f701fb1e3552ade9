package dev.bedplate.inspect.layer;

import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.tar.PaxRecords;
import dev.bedplate.tar.SparseMap;
import dev.bedplate.tar.TarHeader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds the map of a file with holes, in the four forms that GNU tar writes. */
final class SparseFiles {
  private static final int LONGEST_NUMBER = 18;

  private final TarInput input;
  private final Limits limits;
  private final LayerName name;

  SparseFiles(TarInput input, Limits limits, LayerName name) {
    this.input = input;
    this.limits = limits;
    this.name = name;
  }

  /** The entry of a GNU header, whose map may go on in the blocks that follow it. */
  TarEntry gnu(TarEntry entry, TarHeader header) throws IOException {
    var parts = new SparseMap.Builder();
    long size = header.sparseSize();
    boolean numbers = header.gnu() && header.sparseParts(parts);
    boolean more = header.sparseContinues();
    for (long blocks = 1; numbers && more; blocks++) {
      check(blocks * TarHeader.SIZE);
      block(header.block);
      numbers = header.furtherSparseParts(parts);
      more = header.sparseContinuesFurther();
    }
    return entry(entry, entry.name(), size, entry.stored(), numbers ? parts.build() : null);
  }

  /** The entry with what its pax records say of holes. */
  TarEntry pax(TarEntry entry, PaxRecords records) throws IOException {
    if (records.sparse() == PaxRecords.Sparse.None || !TarEntry.hasContent(entry.flag())) {
      return entry;
    }
    byte[] path = records.sparseName() == null ? entry.name() : records.sparseName();
    Long size = records.sparseSize(entry.stored());
    if (records.sparse() == PaxRecords.Sparse.Records) {
      return entry(entry, path, size, entry.stored(), records.sparseMap());
    }
    long before = input.offset();
    SparseMap map = map(entry.stored());
    return entry(entry, path, size, entry.stored() - (input.offset() - before), map);
  }

  private TarEntry entry(
      TarEntry entry, byte[] path, @Nullable Long size, long stored, @Nullable SparseMap map)
      throws ImageUnavailableException {
    if (size == null || map == null || !map.fits(size, stored)) {
      throw name.invalid(
          "the map of a sparse file before byte " + input.offset() + " of its tar is malformed");
    }
    return new TarEntry(entry.flag(), path, entry.link(), size, stored, entry.mode(), map);
  }

  /** Lines of numbers in whole blocks: how many parts, then the offset and length of each. */
  private @Nullable SparseMap map(long stored) throws IOException {
    var parts = new SparseMap.Builder();
    var number = new StringBuilder();
    byte[] block = new byte[TarHeader.SIZE];
    long wanted = -1;
    for (long read = TarHeader.SIZE; read <= stored; read += TarHeader.SIZE) {
      check(read);
      block(block);
      for (byte b : block) {
        if (b != '\n') {
          number.append((char) b);
        } else if (wanted < 0) {
          wanted = count(number.toString());
        } else if (!parts.add(number.toString())) {
          return null;
        }
        number.setLength(b == '\n' ? 0 : number.length());
        if (number.length() > LONGEST_NUMBER || (b == '\n' && wanted < 0)) {
          return null;
        }
        if (parts.size() == wanted) {
          return parts.build();
        }
      }
    }
    return null;
  }

  private long count(String text) {
    var number = new SparseMap.Builder();
    return number.add(text) && text.length() <= 9 ? 2 * Long.parseLong(text) : -1;
  }

  private void check(long bytes) throws ImageUnavailableException {
    if (bytes > limits.headerBytes()) {
      throw name.exceeds(
          "the map of a sparse file is longer than the limit of "
              + limits.headerBytes()
              + " bytes");
    }
  }

  private void block(byte[] block) throws IOException {
    if (input.read(block, 0, block.length) < block.length) {
      throw name.invalid(
          "its tar ends after "
              + input.offset()
              + " bytes in the middle of the map of a sparse file");
    }
  }
}
