package dev.bedplate.cli;

import dev.bedplate.workload.manifest.ManifestDocument;
import dev.bedplate.workload.manifest.ManifestError;
import dev.bedplate.workload.manifest.ManifestFile;
import dev.bedplate.workload.manifest.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads what {@code -f} and {@code -p} name: files, directories, or {@code -} for the input. */
final class InputFiles {
  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");
  private static final int MAX_FILES = 10_000;
  private static final int MAX_DEPTH = 32;
  private final InputStream standardInput;

  InputFiles(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  List<ManifestDocument> read(List<String> names) throws InvalidInput, IOException {
    var documents = new ArrayList<ManifestDocument>();
    for (String name : names) {
      if (name.equals("-")) {
        documents.addAll(documents(ManifestReader.read("<stdin>", standardInput)));
      } else if (Files.isDirectory(Path.of(name))) {
        for (Path file : directory(Path.of(name))) {
          documents.addAll(file(file.toString()));
        }
      } else {
        documents.addAll(file(name));
      }
    }
    return documents;
  }

  private static List<ManifestDocument> file(String name) throws InvalidInput {
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      return documents(ManifestReader.read(name, in));
    } catch (NoSuchFileException e) {
      throw new InvalidInput(name + ": no such file or directory");
    } catch (IOException e) {
      throw new InvalidInput(name + ": cannot be read: " + e.getMessage());
    }
  }

  private static List<Path> directory(Path directory) throws InvalidInput, IOException {
    try (Stream<Path> walk = Files.walk(directory, MAX_DEPTH)) {
      List<Path> files =
          walk.filter(InputFiles::isManifest).limit(MAX_FILES + 1L).sorted().toList();
      if (files.size() > MAX_FILES) {
        throw new InvalidInput(directory + ": more than " + MAX_FILES + " manifests");
      }
      return files;
    }
  }

  private static boolean isManifest(Path file) {
    String name = file.getFileName().toString();
    return ENDINGS.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
  }

  private static List<ManifestDocument> documents(ManifestFile file) throws InvalidInput {
    return switch (file) {
      case ManifestFile.Documents(List<ManifestDocument> documents) -> documents;
      case ManifestFile.Broken(ManifestError error) -> throw new InvalidInput(error.message());
    };
  }
}
