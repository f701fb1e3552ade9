package dev.bedplate.app;

import static dev.bedplate.app.ConfigurationKey.key;
import static dev.bedplate.app.ConfigurationKey.optional;
import static dev.bedplate.app.ConfigurationKey.required;

import dev.bedplate.app.Configuration.CertificateMode;
import dev.bedplate.app.Shape.Section;
import dev.bedplate.app.Shape.Sequence;
import dev.bedplate.app.logging.LogFormat;
import dev.bedplate.source.keychain.PullSecretUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.event.Level;

/** The table of configuration keys, in the order of the reference. */
final class ConfigurationKeys {
  static final List<ConfigurationKey> ALL =
      List.of(
          key(
              "management.port",
              Shape.PORT,
              "8080",
              "port of `/livez`, `/readyz` and `/metrics`; 0 takes a free one"),
          key(
              "webhook.port",
              Shape.PORT,
              "9443",
              "port of the admission webhook; 0 takes a free one"),
          key(
              "webhook.timeoutSeconds",
              Shape.TIMEOUT,
              "5",
              "what the webhook configuration grants; the answer comes 500 ms earlier"),
          key(
              "webhook.heartbeat",
              Shape.TIME,
              "10s",
              "pause between two questions of the controller whether the API server asks the"
                  + " webhook; `0s`: it does not ask, and no policy says that it enforces"),
          key(
              "webhook.certificate.mode",
              Shape.words(CertificateMode.class),
              "files",
              "`files`: read from the two files, again when they change; `managed`: issued by the"
                  + " operator's own authority, kept in a Secret; `generated`: made at every start,"
                  + " for development"),
          key(
              "webhook.certificate.file",
              Shape.TEXT,
              "/etc/bedplate/tls/tls.crt",
              "in mode `files`: certificate chain, PEM"),
          key(
              "webhook.certificate.key",
              Shape.TEXT,
              "/etc/bedplate/tls/tls.key",
              "in mode `files`: private key, PKCS #8 PEM"),
          optional(
              "webhook.certificate.authority",
              Shape.TEXT,
              "in mode `files`: the authority that the webhook configuration is made to trust, PEM;"
                  + " without it `ca.crt` beside the certificate, and where there is none trust is"
                  + " left to others"),
          key(
              "webhook.certificate.hosts",
              new Sequence(Shape.TEXT),
              "[]",
              "in mode `managed`: names and addresses that the API server calls, besides the Service"),
          required(
              "registries[].host",
              Shape.TEXT,
              "host with optional port, `docker.io` for Docker Hub"),
          key(
              "registries[].mirrors",
              new Sequence(Shape.TEXT),
              "[]",
              "asked first, in order: `[http[s]://]host[:port][/repository/prefix]`"),
          optional(
              "registries[].plainHttp",
              Shape.FLAG,
              "HTTP instead of HTTPS; without it HTTP is tried on loopback hosts only"),
          key("registries[].insecure", Shape.FLAG, "false", "certificates are not verified"),
          optional(
              "registries[].ca",
              Shape.TEXT,
              "PEM file with the authorities to trust instead of the JDK's; not with `insecure`"),
          key("registries[].concurrency", Shape.COUNT, "8", "most requests at a time"),
          key(
              "registries[].requestsPerSecond",
              Shape.RATE,
              "0",
              "most requests per second; 0: any"),
          optional(
              "registries[].credentialsSecret",
              Shape.TEXT,
              "name of a pull secret in the operator's namespace, used after the workload's own"),
          key(
              "inspection.pullSecrets",
              Shape.words(PullSecretUse.class),
              "workloads",
              "pull secrets that are read: `workloads`: those of the workload, then of its service"
                  + " account, then `registries[].credentialsSecret`; `operator`: only the last;"
                  + " `none`: no Secret at all"),
          key(
              "inspection.platforms",
              new Sequence(Shape.PLATFORM),
              "[]",
              "platforms to look at; empty: those of the nodes, or of this machine"),
          key("inspection.tagTtl", Shape.TIME, "10s", "how long a tag's digest is taken as known"),
          key(
              "inspection.staleTag",
              Shape.TIME,
              "1h",
              "how long a tag's last digest is judged when the registry cannot be asked"),
          limit("compressedLayerBytes", "4Gi", "largest layer as stored"),
          limit("unpackedLayerBytes", "16Gi", "largest uncompressed tar"),
          limit(
              "expansionRatio", "200", "largest ratio of tar to stored bytes after 64 MiB of tar"),
          limit(
              "entries",
              "2000000",
              "most entries in one image; what is kept of its files needs at most half of the heap"),
          limit("pathBytes", "4096", "longest path"),
          limit("pathDepth", "256", "most path components"),
          limit("headerBytes", "1Mi", "largest extension header of a tar"),
          limit("contentBytes", "64Ki", "largest text file read"),
          limit(
              "databaseBytes",
              "256Mi",
              "largest package database read, at most a third of the heap"),
          limit("documentBytes", "4Mi", "largest manifest, index or configuration"),
          limit("layers", "512", "most layers in one image"),
          limit("indexEntries", "4096", "most entries in one index"),
          key(
              "namespaces.exclude",
              new Sequence(Shape.TEXT),
              "[]",
              "never judged, besides `kube-system`, `kube-node-lease` and the operator's own"),
          key("reports.api", Shape.NO_REPORTS, "none", "the API of policy reports"),
          optional("lifecycle.file", Shape.TEXT, "support dates on top of the built-in ones, JSON"),
          key(
              "log.format",
              Shape.words(LogFormat.class),
              "json",
              "one object, or one line for people, per event of the log"),
          key(
              "log.level",
              Shape.words(Level.class),
              "info",
              "the least severe level that is written"));

  /** The whole file. */
  static final Section ROOT = section("", ALL);

  private ConfigurationKeys() {}

  /** The reference of all keys, in Markdown. */
  static String reference() {
    var page =
        new StringBuilder(
            """
            # Configuration

            One YAML file, given by `--config`; every key is optional unless it says otherwise. An unknown key or a
            wrong value stops the start and is named. Generated from the table in `ConfigurationKeys`.

            | key | value | default | meaning |
            | --- | --- | --- | --- |
            """);
    ALL.forEach(key -> page.append(key.row()));
    return page.toString();
  }

  private static ConfigurationKey limit(String name, String fallback, String meaning) {
    return key("inspection.limits." + name, Shape.AMOUNT, fallback, meaning);
  }

  private static Section section(String prefix, List<ConfigurationKey> table) {
    Map<String, List<ConfigurationKey>> children = new LinkedHashMap<>();
    for (ConfigurationKey key : table) {
      String name = key.path().substring(prefix.length()).split("\\.", 2)[0];
      children.computeIfAbsent(name, _ -> new ArrayList<>()).add(key);
    }
    Map<String, Shape> shapes = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    children.forEach(
        (name, keys) -> {
          shapes.put(name.replace("[]", ""), shape(prefix + name, keys));
          if (keys.getFirst().required() && keys.getFirst().path().equals(prefix + name)) {
            required.add(name);
          }
        });
    return new Section(shapes, required);
  }

  private static Shape shape(String path, List<ConfigurationKey> keys) {
    if (keys.getFirst().path().equals(path)) {
      return keys.getFirst().shape();
    }
    Section section = section(path + ".", keys);
    return path.endsWith("[]") ? new Sequence(section) : section;
  }
}
