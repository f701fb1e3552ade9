package dev.bedplate.app;

import dev.bedplate.cli.InvalidInput;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.policy.Quantity;
import dev.bedplate.source.registry.RegistryConfiguration;
import dev.bedplate.source.registry.RegistryConfiguration.Host;
import dev.bedplate.workload.manifest.YamlDocument;
import dev.bedplate.workload.manifest.YamlReader;
import dev.bedplate.workload.manifest.YamlStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    Optional<Shape.Misfit> misfit = ConfigurationKeys.ROOT.misfit("", document.content());
    if (misfit.isPresent()) {
      Shape.Misfit wrong = misfit.get();
      int line = document.lines().of(wrong.path());
      String at = wrong.path().isEmpty() ? "" : wrong.path() + ": ";
      throw new InvalidInput(file + ": line " + line + ": " + at + wrong.problem());
    }
    Map<?, ?> root = (Map<?, ?>) document.content();
    Map<?, ?> inspection = section(root, "inspection");
    Object lifecycle = section(root, "lifecycle").get("file");
    return new Configuration(
        registries(list(root, "registries")),
        limits(section(inspection, "limits")),
        platforms(list(inspection, "platforms")),
        lifecycle == null ? null : Path.of(lifecycle.toString()));
  }

  private static List<Platform> platforms(List<?> names) {
    return names.stream().flatMap(name -> Platform.parse(name.toString()).stream()).toList();
  }

  private static RegistryConfiguration registries(List<?> entries) {
    var hosts = new HashMap<String, Host>();
    for (Object entry : entries) {
      Map<?, ?> registry = (Map<?, ?>) entry;
      hosts.put(String.valueOf(registry.get("host")), host(registry));
    }
    return new RegistryConfiguration(hosts);
  }

  private static Host host(Map<?, ?> registry) {
    Host defaults = Host.DEFAULTS;
    Object ca = registry.get("ca");
    return new Host(
        list(registry, "mirrors").stream().map(Object::toString).toList(),
        (Boolean) registry.get("plainHttp"),
        Boolean.TRUE.equals(registry.get("insecure")),
        ca == null ? null : Path.of(ca.toString()),
        registry.get("concurrency") instanceof Integer i ? i : defaults.concurrency(),
        registry.get("requestsPerSecond") instanceof Number n
            ? n.doubleValue()
            : defaults.requestsPerSecond());
  }

  private static Limits limits(Map<?, ?> section) {
    Limits d = Limits.DEFAULTS;
    return new Limits(
        bytes(section, "compressedLayerBytes", d.compressedLayerBytes()),
        bytes(section, "unpackedLayerBytes", d.unpackedLayerBytes()),
        count(section, "expansionRatio", d.expansionRatio()),
        count(section, "entries", d.entries()),
        count(section, "pathBytes", d.pathBytes()),
        count(section, "pathDepth", d.pathDepth()),
        count(section, "headerBytes", d.headerBytes()),
        count(section, "contentBytes", d.contentBytes()),
        count(section, "databaseBytes", d.databaseBytes()),
        count(section, "documentBytes", d.documentBytes()),
        count(section, "layers", d.layers()),
        count(section, "indexEntries", d.indexEntries()));
  }

  private static long bytes(Map<?, ?> section, String key, long fallback) {
    Object value = section.get(key);
    return value == null ? fallback : Quantity.parse(value.toString()).orElse(fallback);
  }

  private static int count(Map<?, ?> section, String key, int fallback) {
    return (int) Math.min(Integer.MAX_VALUE - 8, bytes(section, key, fallback));
  }

  private static Map<?, ?> section(Map<?, ?> map, String key) {
    @Nullable Object value = map.get(key);
    return value instanceof Map<?, ?> section ? section : Map.of();
  }

  private static List<?> list(Map<?, ?> map, String key) {
    @Nullable Object value = map.get(key);
    return value instanceof List<?> list ? list : List.of();
  }
}
