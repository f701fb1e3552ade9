package dev.bedplate.inspect.libc;

import dev.bedplate.image.Libc;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The version of a C library: in the loader (musl) or in the library next to it (glibc). */
final class LibcVersion {
  private static final List<String> DIRECTORIES =
      List.of("lib64", "lib", "usr/lib64", "usr/lib", "lib32", "usr/lib32");
  private static final Pattern UCLIBC =
      Pattern.compile("ld(?:64)?-uClibc-(\\d[0-9A-Za-z.]*)\\.so(?:\\.\\d+)?");
  private final ElfView elves;

  LibcVersion(ElfView elves) {
    this.elves = elves;
  }

  /** A version and the file whose banner says so. */
  record Found(String version, String path, FileNode node, String detail) {}

  Optional<Found> of(Loader loader) {
    return switch (loader.kind()) {
      case Musl -> muslLoader(loader);
      case Glibc ->
          Stream.concat(libraries(loader), Stream.of(loader.path()))
              .flatMap(path -> glibc(path).stream())
              .findFirst();
      case Uclibc -> uclibc(loader);
      case Bionic, None, Mixed, Unknown -> Optional.empty();
    };
  }

  private Optional<Found> glibc(String path) {
    return Stream.of(ElfFile.Marker.Kind.Glibc, ElfFile.Marker.Kind.GlibcLoader)
        .flatMap(kind -> banner(path, kind, "glibc version banner").stream())
        .findFirst();
  }

  /** The loader of uClibc has its version in the name of its file alone. */
  private static Optional<Found> uclibc(Loader loader) {
    Matcher name = UCLIBC.matcher(loader.node().name());
    return name.matches()
        ? Optional.of(
            new Found(name.group(1), loader.node().absolutePath(), loader.node(), "its name"))
        : Optional.empty();
  }

  private Optional<Found> muslLoader(Loader loader) {
    ElfFile.Marker.Kind kind = ElfFile.Marker.Kind.MuslLoader;
    Optional<Found> own = banner(loader.path(), kind, "musl version banner");
    if (own.isPresent() || loader.shim() == null) {
      return own;
    }
    return Stream.of("lib", "usr/lib")
        .flatMap(directory -> elves.files().children(directory).stream())
        .filter(node -> LoaderPaths.family(node.path()).equals(Optional.of(Libc.Kind.Musl)))
        .flatMap(node -> banner(node.absolutePath(), kind, "musl version banner").stream())
        .findFirst();
  }

  /** Candidates for libc.so.6: beside the loader first, then the library directories. */
  private Stream<String> libraries(Loader loader) {
    FileSystem files = elves.files();
    String beside = parent(loader.node().absolutePath());
    Stream<String> multiarch =
        Stream.of("lib", "usr/lib")
            .flatMap(directory -> files.children(directory).stream())
            .filter(node -> node.name().contains("-linux-"))
            .map(FileNode::absolutePath);
    Stream<String> usual = DIRECTORIES.stream().map(directory -> "/" + directory);
    return Stream.of(Stream.of(beside, parent(loader.path())), usual, multiarch)
        .flatMap(directories -> directories)
        .map(directory -> directory + "/libc.so.6")
        .filter(path -> sameArchitecture(path, loader));
  }

  private boolean sameArchitecture(String path, Loader loader) {
    return elves
        .files()
        .resolve(path)
        .map(elves::of)
        .filter(elf -> elf.machine() == loader.elf().machine() && elf.bits() == loader.elf().bits())
        .isPresent();
  }

  private Optional<Found> banner(String path, ElfFile.Marker.Kind kind, String detail) {
    Optional<FileNode> node = elves.files().resolve(path);
    return node.map(elves::of)
        .map(ElfFile::marker)
        .filter(marker -> marker.kind() == kind && marker.version() != null)
        .map(ElfFile.Marker::version)
        .map(version -> new Found(version, path, node.get(), detail));
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
