package dev.bedplate.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The C library an image's programs run on.
 *
 * @param loaders the dynamic loaders found, as absolute paths
 * @param shim a compatibility layer for another libc, such as {@code gcompat}
 */
public record Libc(
    Kind kind, @Nullable String version, List<String> loaders, @Nullable String shim) {
  public Libc {
    loaders = List.copyOf(loaders);
  }

  /** The family of C library; {@code None} means only static binaries, or no binaries. */
  public enum Kind {
    Musl,
    Glibc,
    Uclibc,
    Bionic,
    None,
    Mixed,
    Unknown
  }
}
