package dev.bedplate.inspect.libc;

import dev.bedplate.image.Libc;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.filesystem.FileNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The dynamic loaders of an image, by the path programs name them by. */
final class Loaders {
  private static final String GCOMPAT = "gcompat";
  private final ElfView elves;
  private final Map<String, Loader> byPath = new TreeMap<>();

  Loaders(ElfView elves) {
    this.elves = elves;
    forEachNamed(false, this::at);
    preferUsualNames();
    // A directory that is a link to another would list every loader twice.
    forEachNamed(
        true, path -> elves.files().resolve(path).filter(this::isNew).ifPresent(_ -> at(path)));
  }

  /** Gives what is called like a loader in directories that are links, or in those that are not. */
  private void forEachNamed(boolean links, Consumer<String> consumer) {
    for (String directory : LoaderPaths.DIRECTORIES) {
      Optional<FileNode> node = elves.files().lookup(directory);
      if (node.isPresent() && links == (node.get().linkTarget() != null)) {
        for (FileNode child : elves.files().children(directory)) {
          if (LoaderPaths.family(child.path()).isPresent()) {
            consumer.accept("/" + directory + "/" + child.name());
          }
        }
      }
    }
  }

  /** Adds what is a loader by what it says of itself and nobody names. */
  void addUnnamed() {
    elves.forEach(
        (node, elf) -> {
          if (elf.marker() != null && content(elf).isPresent() && isNew(node)) {
            at(node.absolutePath());
          }
        });
  }

  private boolean isNew(FileNode node) {
    return byPath.values().stream().noneMatch(it -> it.is(node));
  }

  /** The loader at an interpreter path, or empty when nothing that works is there. */
  Optional<Loader> at(String path) {
    Loader known = byPath.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Loader> loader = elves.files().resolve(path).flatMap(node -> classify(path, node));
    loader.ifPresent(found -> byPath.put(path, found));
    return loader;
  }

  /** The loader that a file is by what it says of itself, or empty when it is none. */
  Optional<Loader> that(FileNode node, ElfFile elf) {
    return byPath.values().stream()
        .filter(it -> it.is(node))
        .findFirst()
        .or(() -> content(elf).map(it -> new Loader(node.absolutePath(), it, node, elf, null)));
  }

  Collection<Loader> all() {
    return byPath.values();
  }

  @Nullable String shim() {
    return byPath.values().stream()
        .map(Loader::shim)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private Optional<Loader> classify(String path, FileNode node) {
    ElfFile elf = elves.of(node);
    if (elf == null) {
      return Optional.empty();
    }
    Libc.Kind named = LoaderPaths.family(path).orElse(null);
    Libc.Kind found = content(elf).or(() -> LoaderPaths.family(node.path())).orElse(named);
    if (found == null) {
      return Optional.empty();
    }
    String shim = null;
    if (named == Libc.Kind.Glibc && (found == Libc.Kind.Musl || gcompat(elf))) {
      found = Libc.Kind.Musl;
      shim = gcompat(elf) ? GCOMPAT : "a link to the musl loader";
    }
    return Optional.of(new Loader(path, found, node, elf, shim));
  }

  private static Optional<Libc.Kind> content(ElfFile elf) {
    ElfFile.Marker marker = elf.marker();
    if (marker == null) {
      return elf.soname() == null ? Optional.empty() : LoaderPaths.family(elf.soname());
    }
    return switch (marker.kind()) {
      case MuslLoader -> Optional.of(Libc.Kind.Musl);
      case UclibcLoader -> Optional.of(Libc.Kind.Uclibc);
      case GlibcLoader -> Optional.of(Libc.Kind.Glibc);
      case Glibc, BusyBox -> Optional.empty();
    };
  }

  /** The loader of gcompat is itself a program of musl that preloads libgcompat. */
  private static boolean gcompat(ElfFile elf) {
    String soname = elf.soname() == null ? "" : elf.soname();
    String interpreter = elf.interpreter() == null ? "" : elf.interpreter();
    return LoaderPaths.family(interpreter).equals(Optional.of(Libc.Kind.Musl))
        || Stream.concat(elf.needed().stream(), Stream.of(soname))
            .anyMatch(name -> name.startsWith("libgcompat.") || name.startsWith("libc.musl-"));
  }

  /**
   * On a merged /usr the loader is found in usr/lib, but every program names it without usr; keep
   * the name programs use.
   */
  private void preferUsualNames() {
    for (Loader loader : List.copyOf(byPath.values())) {
      if (loader.path().startsWith("/usr/")) {
        usualName(loader)
            .ifPresent(
                usual -> {
                  byPath.remove(loader.path());
                  byPath.putIfAbsent(usual.path(), usual);
                });
      }
    }
  }

  private Optional<Loader> usualName(Loader loader) {
    String path = loader.path().substring("/usr".length());
    return elves
        .files()
        .resolve(path)
        .filter(node -> node.equals(loader.node()))
        .map(node -> new Loader(path, loader.kind(), node, loader.elf(), loader.shim()));
  }
}
