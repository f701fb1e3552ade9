package dev.bedplate.inspect.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The ndb format of rpm: pages of 16-byte slots, each naming a blob by its 16-byte block. */
final class RpmNdb {
  private static final int PAGE = 4096;
  private static final int SLOT = 16;
  private static final int BLOB_HEADER = 16;
  private static final long SLOT_MAGIC = 0x746f6c53L; // "Slot"
  private static final long BLOB_MAGIC = 0x53626c42L; // "BlbS"
  private final Chunks file;
  private long budget;

  /** Reads the whole file first. */
  static final class Parser implements DatabaseParser {
    @Override
    public List<PackageDatabase.Entry> parse(InputStream content, int maxBytes, Memory memory)
        throws IOException, MalformedDatabaseException {
      return new RpmNdb(Chunks.read(content, maxBytes, memory)).packages();
    }
  }

  private RpmNdb(Chunks file) {
    this.file = file;
    budget = file.length();
  }

  List<PackageDatabase.Entry> packages() throws MalformedDatabaseException {
    long slotPages = file.u32little(12);
    if (slotPages == 0 || slotPages * PAGE > file.length()) {
      throw new MalformedDatabaseException("its slot pages exceed the file");
    }
    List<PackageDatabase.Entry> entries = new ArrayList<>();
    // the file header takes the place of the first two slots
    for (long slot = 2L * SLOT; slot < slotPages * PAGE; slot += SLOT) {
      if (file.u32little(slot) != SLOT_MAGIC) {
        throw new MalformedDatabaseException("the slot at byte " + slot + " has no slot magic");
      }
      long index = file.u32little(slot + 4);
      if (index != 0) {
        RpmHeader.addTo(entries, blob(index, file.u32little(slot + 8) * 16));
      }
    }
    return entries;
  }

  private byte[] blob(long index, long start) throws MalformedDatabaseException {
    if (file.u32little(start) != BLOB_MAGIC || file.u32little(start + 4) != index) {
      throw new MalformedDatabaseException("package " + index + " has no blob at byte " + start);
    }
    long size = file.u32little(start + 12);
    budget -= size;
    if (budget < 0) {
      throw new MalformedDatabaseException("its packages are larger than the file");
    }
    byte[] blob = new byte[(int) size];
    file.copy(start + BLOB_HEADER, blob, 0, blob.length);
    return blob;
  }
}
