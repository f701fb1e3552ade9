package dev.bedplate.inspect.elf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the program headers and the dynamic section of one ELF file say (System V gABI).
 *
 * @param bits 32 or 64
 * @param machine {@code e_machine}
 * @param interpreter path in {@code PT_INTERP}, or null
 * @param needed {@code DT_NEEDED} in file order
 * @param soname {@code DT_SONAME}, or null
 * @param marker what the file says it is, if it is one of the kinds of interest
 * @param unread true when it is not known whether it asks for an interpreter, or for which: that
 *     part lay beyond the bytes that were kept, or is damaged
 */
public record ElfFile(
    int bits,
    int machine,
    @Nullable String interpreter,
    List<String> needed,
    @Nullable String soname,
    @Nullable Marker marker,
    boolean unread) {
  public ElfFile {
    needed = List.copyOf(needed);
  }

  /** Whether it says to be of this kind. */
  public boolean is(Marker.Kind kind) {
    return marker != null && marker.kind() == kind;
  }

  /** What a file says it is; the version is null when only the kind is sure. */
  public record Marker(Kind kind, @Nullable String version) {
    /** The kinds that are told. */
    public enum Kind {
      MuslLoader,
      /** The library. */
      Glibc,
      GlibcLoader,
      UclibcLoader,
      BusyBox
    }
  }
}
