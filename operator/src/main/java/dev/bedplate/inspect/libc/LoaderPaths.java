package dev.bedplate.inspect.libc;

import dev.bedplate.image.Libc;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names under which dynamic loaders are installed, by family. */
final class LoaderPaths {
  /** Where loaders live; those elsewhere (Nix) are found by the interpreters that name them. */
  static final List<String> DIRECTORIES =
      List.of("lib", "lib64", "lib32", "libx32", "usr/lib", "usr/lib64", "usr/lib32", "system/bin");

  private record Family(Libc.Kind kind, Pattern name) {}

  /** Uclibc before glibc, because {@code ld64-uClibc} would look like {@code ld64}. */
  private static final List<Family> FAMILIES =
      List.of(
          new Family(Libc.Kind.Musl, Pattern.compile("ld-musl-[a-z0-9_.-]+\\.so\\.1")),
          new Family(Libc.Kind.Uclibc, Pattern.compile("ld(64)?-uClibc(-[0-9.]+)?\\.so(\\.\\d+)?")),
          new Family(
              Libc.Kind.Glibc,
              Pattern.compile(
                  "ld-linux(-[A-Za-z0-9_-]+)?\\.so\\.\\d+|ld64\\.so\\.[12]|ld\\.so\\.1")),
          new Family(Libc.Kind.Bionic, Pattern.compile("linker(64)?(_asan)?")));

  private LoaderPaths() {}

  /** The family that an interpreter path names, by its last component. */
  static Optional<Libc.Kind> family(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (!name.startsWith("ld") && !name.startsWith("linker")) {
      return Optional.empty();
    }
    return FAMILIES.stream()
        .filter(family -> family.name().matcher(name).matches())
        .map(Family::kind)
        .findFirst();
  }
}
