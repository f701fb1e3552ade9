package dev.bedplate.app;

import dev.bedplate.cli.InvalidInput;
import dev.bedplate.workload.manifest.YamlDocument;
import dev.bedplate.workload.manifest.YamlReader;
import dev.bedplate.workload.manifest.YamlStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the configuration file; whatever it does not know stops the start and is named. */
final class ConfigurationReader {
  private ConfigurationReader() {}

  static Configuration read(Path file) throws InvalidInput {
    try (InputStream in = Files.newInputStream(file)) {
      return switch (YamlReader.read(file.toString(), in)) {
        case YamlStream.Broken broken -> throw new InvalidInput(broken.error().message());
        case YamlStream.Documents documents -> read(file, documents.documents());
      };
    } catch (NoSuchFileException e) {
      throw new InvalidInput(file + ": there is no such configuration file");
    } catch (IOException e) {
      throw new InvalidInput(file + ": the configuration cannot be read: " + e);
    }
  }

  private static Configuration read(Path file, List<YamlDocument> documents) throws InvalidInput {
    if (documents.isEmpty()) {
      return Configuration.DEFAULTS;
    }
    if (documents.size() > 1) {
      throw new InvalidInput(file + ": the configuration must be one document");
    }
    YamlDocument document = documents.getFirst();
    Optional<Shape.Misfit> misfit = ConfigurationTable.shape().misfit("", document.content());
    if (misfit.isPresent()) {
      Shape.Misfit wrong = misfit.get();
      int line = document.lines().of(wrong.path());
      String at = wrong.path().isEmpty() ? "" : wrong.path() + ": ";
      throw new InvalidInput(file + ": line " + line + ": " + at + wrong.problem());
    }
    return ConfigurationTable.of(Settings.of((Map<?, ?>) document.content()));
  }
}
