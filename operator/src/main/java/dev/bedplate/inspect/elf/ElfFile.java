package dev.bedplate.inspect.elf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the program headers and the dynamic section of one ELF file say (System V gABI).
 *
 * @param bits 32 or 64
 * @param machine {@code e_machine}
 * @param type {@code e_type}: 2 executable, 3 shared object or position-independent executable
 * @param interpreter path in {@code PT_INTERP}, or null
 * @param dynamic whether a {@code PT_DYNAMIC} segment exists
 * @param positionIndependentExecutable {@code DF_1_PIE} in {@code DT_FLAGS_1}
 * @param bindNow {@code DF_BIND_NOW} or {@code DF_1_NOW}
 * @param needed {@code DT_NEEDED} in file order
 * @param marker a version banner that identifies what the file is, if one was found
 * @param truncated true when a part that was needed lay beyond the bytes that were kept
 */
public record ElfFile(
    int bits,
    int machine,
    int type,
    @Nullable String interpreter,
    boolean dynamic,
    boolean positionIndependentExecutable,
    boolean bindNow,
    List<String> needed,
    @Nullable String soname,
    @Nullable String runpath,
    @Nullable Marker marker,
    boolean truncated) {
  public ElfFile {
    needed = List.copyOf(needed);
  }

  /** Whether this is a program that needs no loader: no interpreter, and not a library. */
  public boolean staticProgram() {
    return interpreter == null
        && (type == 2 || (type == 3 && (positionIndependentExecutable || !dynamic)));
  }

  /** A version banner found in the file's bytes; the version is null when only the kind is sure. */
  public record Marker(Kind kind, @Nullable String version) {
    /** What a banner identifies. */
    public enum Kind {
      MuslLoader,
      Glibc,
      UclibcLoader,
      BusyBox
    }
  }
}
