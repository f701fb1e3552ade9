package dev.bedplate.cli;

import dev.bedplate.workload.manifest.ManifestDocument;
import dev.bedplate.workload.manifest.ManifestError;
import dev.bedplate.workload.manifest.ManifestPart;
import dev.bedplate.workload.manifest.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what {@code -f} names: files, directories, or {@code -} for the input. */
final class InputFiles {
  static final String STDIN = "-";
  private final InputStream standardInput;
  private final Ignored ignored;
  private final Consumer<ManifestDocument> objects;
  private final FilesRead.Builder read = new FilesRead.Builder();

  /**
   * Files whose objects are handed on while they are read.
   *
   * @param objects keeps what it needs of each
   */
  InputFiles(InputStream standardInput, Ignored ignored, Consumer<ManifestDocument> objects) {
    this.standardInput = standardInput;
    this.ignored = ignored;
    this.objects = objects;
  }

  /**
   * Reads all of them; what is wrong with one does not hide the others.
   *
   * @throws InvalidInput when one of the names is none of a file or directory that can be read
   */
  FilesRead read(List<String> names) throws InvalidInput {
    refuseMissing(names);
    for (String name : names) {
      named(name);
    }
    return read.build();
  }

  static void refuseMissing(List<String> names) throws InvalidInput {
    var missing = new ArrayList<String>();
    for (String name : names) {
      if (!name.equals(STDIN) && !Files.exists(Path.of(name))) {
        missing.add(name + ": no such file or directory");
      }
    }
    if (!missing.isEmpty()) {
      throw new InvalidInput(String.join("\n", missing));
    }
  }

  private void named(String name) throws InvalidInput {
    Path path = Path.of(name);
    if (name.equals(STDIN)) {
      try {
        var parts = new Parts(true);
        ManifestReader.read("<stdin>", standardInput, parts);
        parts.end("<stdin>");
      } catch (IOException e) {
        throw new InvalidInput("<stdin>: cannot be read: " + reason(e));
      }
    } else if (Files.isDirectory(path)) {
      directory(path);
    } else if (Kustomization.is(path)) {
      kustomization(path);
    } else {
      file(path, new Parts(true));
    }
  }

  private void directory(Path directory) throws InvalidInput {
    Optional<Path> chart = ManifestFolder.chartOf(directory);
    if (chart.isPresent()) {
      read.rendered(new Rendered(Rendered.Type.CHART, chart.get(), "", 0));
      return;
    }
    ManifestFolder folder = ManifestFolder.of(directory, ignored);
    folder.problems().forEach(read::error);
    folder.rendered().forEach(read::rendered);
    read.leftOut(folder.leftOut());
    folder.special().forEach(read::special);
    for (Path file : folder.files()) {
      var parts = new Parts(false);
      file(file, parts);
    }
  }

  /** Only to say what it is: its resources may be anywhere. */
  private void kustomization(Path file) throws InvalidInput {
    try {
      Kustomization.read(file)
          .ifPresentOrElse(
              it -> read.rendered(Rendered.kustomization(file, it, 0)),
              () -> file(file, new Parts(true)));
    } catch (IOException e) {
      throw new InvalidInput(file + ": cannot be read: " + reason(e));
    }
  }

  private void file(Path file, Parts parts) {
    try (InputStream in = Files.newInputStream(file)) {
      ManifestReader.read(file.toString(), in, parts);
      parts.end(file.toString());
    } catch (IOException e) {
      parts.end();
      read.error(file + ": cannot be read: " + reason(e));
    }
  }

  /** What went wrong, in the words of the system. */
  static String reason(Exception e) {
    Throwable cause = e.getCause() instanceof IOException io ? io : e;
    return switch (cause) {
      case NoSuchFileException none -> "no such file or directory";
      case AccessDeniedException denied -> "permission denied";
      // The message of the others is the name of the file and what the system said, if anything.
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> String.valueOf(cause.getMessage());
    };
  }

  /** What one file holds; one that was named must hold Kubernetes objects. */
  private final class Parts implements Consumer<ManifestPart> {
    private static final int SHOWN = 3;
    private final boolean named;
    private int held;
    private int broken;
    private @Nullable ManifestError foreign;
    private boolean mistaken;
    private int told;
    private final List<ManifestError> shown = new ArrayList<>();

    Parts(boolean named) {
      this.named = named;
    }

    @Override
    public void accept(ManifestPart part) {
      switch (part) {
        case ManifestPart.Held(ManifestDocument object) -> {
          held++;
          objects.accept(object);
        }
        case ManifestPart.Foreign(ManifestError why, boolean certain) -> foreign(why, certain);
        case ManifestPart.Broken(ManifestError error) -> broken(error);
        case ManifestPart.Lenient(ManifestError note) -> read.lenient(note);
      }
    }

    private void broken(ManifestError error) {
      broken++;
      if (broken <= SHOWN) {
        shown.add(error);
      }
    }

    /** Says what is known so far. */
    void end() {
      shown.forEach(read::error);
    }

    /** Other programs have such files too, but not with Kubernetes objects in them. */
    private void foreign(ManifestError why, boolean certain) {
      if (named && !certain) {
        told++;
        broken(why);
      } else if (foreign == null) {
        foreign = why;
        mistaken = !certain;
      }
    }

    /** Says what can be said when all of the file is known. */
    void end(String file) throws IOException {
      if (!named && held == 0 && broken > 0 && LooseJson.is(Path.of(file))) {
        read.foreign(file);
        return;
      }
      boolean nothing = held == 0 && broken == told;
      if (nothing) {
        read.foreign(file);
      }
      if (foreign != null && (named ? nothing : mistaken && held > 0)) {
        broken(foreign);
      }
      end();
      if (broken > SHOWN) {
        read.error("%s: %d more documents are broken".formatted(file, broken - SHOWN));
      }
    }
  }
}
