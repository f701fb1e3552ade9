package dev.bedplate.inspect.libc;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.Libc;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the C library an image runs on.
 *
 * <p>A loader that is merely installed proves nothing when there are several (Debian packages a
 * musl loader); then the loader of the entrypoint decides, else the one most programs ask for.
 */
public final class LibcDetector {
  private static final String KIND = "libc.kind";
  private final ElfView elves;
  private final ProgramSearch search;
  private final Loaders loaders;
  private final Programs programs;
  private final List<Evidence> evidence = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  private LibcDetector(ElfView elves, ProgramSearch search) {
    this.elves = elves;
    this.search = search;
    this.programs = Programs.of(elves, search);
    this.loaders = new Loaders(elves);
    programs.interpreters().keySet().forEach(loaders::at);
    loaders.addUnnamed();
  }

  /** The C library, the files that proved it, and what could not be read of them. */
  public record Finding(Libc libc, List<Evidence> evidence, List<String> errors) {
    public Finding {
      evidence = List.copyOf(evidence);
      errors = List.copyOf(errors);
    }
  }

  /** Looks at the loaders and programs of an image, of which {@code started} is its entrypoint. */
  public static Finding detect(
      FileSystem files,
      List<Map<Integer, ElfFile>> elves,
      Optional<ProgramChain.Program> started,
      ProgramSearch search,
      List<Digest> layers) {
    return new LibcDetector(new ElfView(files, elves, layers), search).find(started);
  }

  private Finding find(Optional<ProgramChain.Program> entrypoint) {
    if (entrypoint.isPresent() && entrypoint.get().elf().unread()) {
      return unread(entrypoint.get().node());
    }
    Optional<Loader> primary = entrypoint.flatMap(this::ofEntrypoint);
    String wanted = entrypoint.map(it -> it.elf().interpreter()).orElse(null);
    // One of a usual name that is not there runs nowhere; another may be there for the kernel.
    if (primary.isEmpty() && wanted != null && LoaderPaths.family(wanted).isEmpty()) {
      return missing(Map.of(wanted, entrypoint.get().node()));
    }
    if (primary.isEmpty()) {
      primary = ofMajority();
    }
    if (primary.isEmpty()) {
      primary = ofOnlyFamily();
    }
    return primary.map(this::known).orElseGet(this::withoutPrimary);
  }

  private Optional<Loader> ofEntrypoint(ProgramChain.Program program) {
    String interpreter = program.elf().interpreter();
    Optional<Loader> loader =
        interpreter == null
            ? loaders.that(program.node(), program.elf())
            : loaders.at(search.absolute(interpreter));
    String how = interpreter == null ? " is the loader " : " uses the loader ";
    loader.ifPresent(
        found ->
            evidence.add(
                elves.evidence(
                    KIND,
                    program.node().absolutePath(),
                    program.node(),
                    "entrypoint " + program.command() + how + found.path())));
    return loader;
  }

  private Optional<Loader> ofMajority() {
    Map<Libc.Kind, Integer> votes = new EnumMap<>(Libc.Kind.class);
    programs
        .onPath()
        .forEach(
            (interpreter, count) ->
                loaders.at(interpreter).ifPresent(l -> votes.merge(l.kind(), count, Integer::sum)));
    int most = votes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    List<Libc.Kind> winners =
        votes.entrySet().stream()
            .filter(vote -> vote.getValue() == most)
            .map(Map.Entry::getKey)
            .toList();
    if (winners.size() != 1) {
      return Optional.empty();
    }
    return programs.onPath().entrySet().stream()
        // The library's own comparators can be serialized, and no class cache keeps such lambdas.
        .sorted((a, b) -> b.getValue().compareTo(a.getValue()))
        .flatMap(entry -> loaders.at(entry.getKey()).stream())
        .filter(loader -> loader.kind() == winners.getFirst())
        .findFirst();
  }

  private Optional<Loader> ofOnlyFamily() {
    boolean one = loaders.all().stream().map(Loader::kind).distinct().count() == 1;
    return one ? loaders.all().stream().findFirst() : Optional.empty();
  }

  private Finding known(Loader primary) {
    evidence.add(elves.evidence(KIND, primary.path(), primary.node(), primary.explanation()));
    Optional<LibcVersion.Found> version = new LibcVersion(elves).of(primary);
    version.ifPresent(
        found ->
            evidence.add(
                elves.evidence("libc.version", found.path(), found.node(), found.detail())));
    return finding(primary.kind(), version.map(LibcVersion.Found::version).orElse(null));
  }

  private Finding withoutPrimary() {
    FileNode unread = programs.unread();
    if (unread != null) {
      return unread(unread);
    }
    if (!loaders.all().isEmpty()) {
      loaders
          .all()
          .forEach(
              loader ->
                  evidence.add(
                      elves.evidence(KIND, loader.path(), loader.node(), loader.explanation())));
      return finding(Libc.Kind.Mixed, null);
    }
    if (programs.interpreters().isEmpty()) {
      evidence.add(new Evidence(KIND, null, null, programs.staticDetail()));
      return finding(Libc.Kind.None, null);
    }
    return missing(programs.interpreters());
  }

  private Finding missing(Map<String, FileNode> interpreters) {
    interpreters.forEach(
        (interpreter, node) ->
            evidence.add(
                elves.evidence(
                    KIND,
                    node.absolutePath(),
                    node,
                    "the loader " + interpreter + " it asks for is missing")));
    return finding(Libc.Kind.Unknown, null);
  }

  private Finding unread(FileNode node) {
    errors.add(
        node.absolutePath()
            + ": which loader it asks for is not known, its program headers could not be read");
    return finding(Libc.Kind.Unknown, null);
  }

  private Finding finding(Libc.Kind kind, @Nullable String version) {
    var paths = new TreeSet<String>();
    loaders.all().forEach(loader -> paths.add(loader.path()));
    return new Finding(
        new Libc(kind, version, List.copyOf(paths), loaders.shim()), evidence, errors);
  }
}
