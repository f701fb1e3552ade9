package dev.bedplate.app;

import dev.bedplate.app.Configuration.Certificate;
import dev.bedplate.app.Configuration.CertificateMode;
import dev.bedplate.app.Configuration.Log;
import dev.bedplate.app.Configuration.Tags;
import dev.bedplate.app.Configuration.Webhook;
import dev.bedplate.app.logging.LogFormat;
import dev.bedplate.cli.InvalidInput;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.source.keychain.PullSecretUse;
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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.event.Level;

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
    return configuration(new Values((Map<?, ?>) document.content()));
  }

  private static Configuration configuration(Values root) {
    Values inspection = root.section("inspection");
    List<Values> registries = root.sections("registries");
    Configuration d = Configuration.DEFAULTS;
    return new Configuration(
        root.section("management").count("port", d.managementPort()),
        webhook(root.section("webhook")),
        registries(registries),
        credentialsSecrets(registries),
        inspection.word("pullSecrets", PullSecretUse.class, d.pullSecrets()),
        platforms(inspection.texts("platforms")),
        new Tags(
            inspection.duration("tagTtl", d.tags().fresh()),
            inspection.duration("staleTag", d.tags().stale())),
        limits(inspection.section("limits")),
        root.section("namespaces").texts("exclude"),
        root.section("lifecycle").path("file"),
        log(root.section("log")));
  }

  private static Webhook webhook(Values section) {
    Webhook d = Webhook.DEFAULTS;
    Values certificate = section.section("certificate");
    return new Webhook(
        section.count("port", d.port()),
        Duration.ofSeconds(section.count("timeoutSeconds", (int) d.timeout().toSeconds())),
        section.duration("heartbeat", d.heartbeat()),
        new Certificate(
            certificate.word("mode", CertificateMode.class, d.certificate().mode()),
            certificate.path("file", d.certificate().file()),
            certificate.path("key", d.certificate().key()),
            certificate.path("authority"),
            certificate.texts("hosts")));
  }

  private static Log log(Values section) {
    return new Log(
        section.word("format", LogFormat.class, Log.DEFAULTS.format()),
        section.word("level", Level.class, Log.DEFAULTS.level()));
  }

  private static List<Platform> platforms(List<String> names) {
    return names.stream().flatMap(name -> Platform.parse(name).stream()).toList();
  }

  private static RegistryConfiguration registries(List<Values> registries) {
    var hosts = new HashMap<String, Host>();
    registries.forEach(registry -> hosts.put(name(registry), host(registry)));
    return new RegistryConfiguration(hosts);
  }

  private static Map<String, String> credentialsSecrets(List<Values> registries) {
    var secrets = new HashMap<String, String>();
    for (Values registry : registries) {
      String secret = registry.text("credentialsSecret");
      if (secret != null) {
        secrets.put(name(registry), secret);
      }
    }
    return secrets;
  }

  private static String name(Values registry) {
    return String.valueOf(registry.text("host"));
  }

  private static Host host(Values registry) {
    Host d = Host.DEFAULTS;
    return new Host(
        registry.texts("mirrors"),
        registry.flag("plainHttp"),
        Boolean.TRUE.equals(registry.flag("insecure")),
        registry.path("ca"),
        registry.count("concurrency", d.concurrency()),
        registry.number("requestsPerSecond", d.requestsPerSecond()));
  }

  private static Limits limits(Values section) {
    Limits d = Limits.DEFAULTS;
    return new Limits(
        section.amount("compressedLayerBytes", d.compressedLayerBytes()),
        section.amount("unpackedLayerBytes", d.unpackedLayerBytes()),
        section.arrayAmount("expansionRatio", d.expansionRatio()),
        section.arrayAmount("entries", d.entries()),
        section.arrayAmount("pathBytes", d.pathBytes()),
        section.arrayAmount("pathDepth", d.pathDepth()),
        section.arrayAmount("headerBytes", d.headerBytes()),
        section.arrayAmount("contentBytes", d.contentBytes()),
        section.arrayAmount("databaseBytes", d.databaseBytes()),
        section.arrayAmount("documentBytes", d.documentBytes()),
        section.arrayAmount("layers", d.layers()),
        section.arrayAmount("indexEntries", d.indexEntries()));
  }
}
