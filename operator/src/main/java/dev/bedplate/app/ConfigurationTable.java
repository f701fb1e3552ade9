package dev.bedplate.app;

import static java.util.stream.Collectors.joining;

import dev.bedplate.app.Configuration.Certificate;
import dev.bedplate.app.Configuration.CertificateMode;
import dev.bedplate.app.Configuration.Log;
import dev.bedplate.app.Configuration.Tags;
import dev.bedplate.app.Configuration.Webhook;
import dev.bedplate.app.Shape.Section;
import dev.bedplate.app.logging.LogFormat;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.source.keychain.PullSecretUse;
import dev.bedplate.source.registry.RegistryConfiguration;
import dev.bedplate.source.registry.RegistryConfiguration.Host;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Every key of the configuration file, once, in the order of the reference. */
final class ConfigurationTable {
  private ConfigurationTable() {}

  /** A registry and the secret for it. */
  private record Registry(String name, Host host, @Nullable String secret) {}

  /** The configuration that settings make. */
  static Configuration of(Settings in) {
    int managementPort =
        in.value(
            "management.port",
            Shape.PORT,
            8080,
            "port of `/livez`, `/readyz` and `/metrics`; 0 takes a free one");
    Webhook webhook = webhook(in);
    var hosts = new HashMap<String, Host>();
    var secrets = new HashMap<String, String>();
    for (Registry registry : in.each("registries", ConfigurationTable::registry)) {
      hosts.put(registry.name(), registry.host());
      if (registry.secret() != null) {
        secrets.put(registry.name(), registry.secret());
      }
    }
    PullSecretUse pullSecrets =
        in.value(
            "inspection.pullSecrets",
            Shape.words(PullSecretUse.class),
            "workloads",
            "pull secrets that are read: `workloads`: those of the workload, then of its service"
                + " account, then `registries[].credentialsSecret`; `operator`: only the last;"
                + " `none`: no Secret at all");
    List<Platform> platforms =
        in.value(
            "inspection.platforms",
            Shape.list(Shape.PLATFORM),
            List.of(),
            "platforms to look at; empty: those of the nodes, or of this machine");
    Tags tags = tags(in);
    Limits limits = limits(in);
    List<String> excluded =
        in.value(
            "namespaces.exclude",
            Shape.list(Shape.TEXT),
            List.of(),
            "never judged, besides `kube-system`, `kube-node-lease` and the operator's own");
    in.value("reports.api", Shape.NO_REPORTS, "none", "the API of policy reports");
    Path lifecycleFile =
        in.optional(
            "lifecycle.file", Shape.FILE, "support dates on top of the built-in ones, JSON");
    return new Configuration(
        managementPort,
        webhook,
        new RegistryConfiguration(hosts),
        secrets,
        pullSecrets,
        platforms,
        tags,
        limits,
        excluded,
        lifecycleFile,
        log(in));
  }

  /** The reference of all keys, in Markdown. */
  static String reference() {
    return """
        # Configuration

        One YAML file, given by `--config`; every key is optional unless it says otherwise. An unknown key or a
        wrong value stops the start and is named. Generated from the table in `ConfigurationTable`.

        | key | value | default | meaning |
        | --- | --- | --- | --- |
        """
        + rows().stream().map(Settings.Row::toString).collect(joining());
  }

  /** What the whole file must look like. */
  static Section shape() {
    return section("", rows());
  }

  /** The rows of all keys. */
  static List<Settings.Row> rows() {
    Settings table = Settings.of(Map.of());
    of(table);
    return table.rows();
  }

  private static Webhook webhook(Settings in) {
    return new Webhook(
        in.value(
            "webhook.port", Shape.PORT, 9443, "port of the admission webhook; 0 takes a free one"),
        in.value(
            "webhook.timeoutSeconds",
            Shape.TIMEOUT,
            5,
            "what the webhook configuration grants; the answer comes 500 ms earlier"),
        in.value(
            "webhook.heartbeat",
            Shape.TIME,
            "10s",
            "pause between two questions of the controller whether the API server asks the"
                + " webhook; `0s`: it does not ask, and no policy says that it enforces"),
        certificate(in));
  }

  private static Certificate certificate(Settings in) {
    return new Certificate(
        in.value(
            "webhook.certificate.mode",
            Shape.words(CertificateMode.class),
            "files",
            "`files`: read from the two files, again when they change; `managed`: issued by the"
                + " operator's own authority, kept in a Secret; `generated`: made at every start,"
                + " for development"),
        in.value(
            "webhook.certificate.file",
            Shape.FILE,
            "/etc/bedplate/tls/tls.crt",
            "in mode `files`: certificate chain, PEM"),
        in.value(
            "webhook.certificate.key",
            Shape.FILE,
            "/etc/bedplate/tls/tls.key",
            "in mode `files`: private key, PKCS #8 PEM"),
        in.optional(
            "webhook.certificate.authority",
            Shape.FILE,
            "in mode `files`: the authority that the webhook configuration is made to trust, PEM;"
                + " without it `ca.crt` beside the certificate, and where there is none trust is"
                + " left to others"),
        in.value(
            "webhook.certificate.hosts",
            Shape.list(Shape.TEXT),
            List.of(),
            "in mode `managed`: names and addresses that the API server calls, besides the"
                + " Service"));
  }

  private static Registry registry(Settings in) {
    String name =
        in.required(
            "host", Shape.TEXT, "docker.io", "host with optional port, `docker.io` for Docker Hub");
    var host =
        new Host(
            in.value(
                "mirrors",
                Shape.list(Shape.TEXT),
                List.of(),
                "asked first, in order: `[http[s]://]host[:port][/repository/prefix]`"),
            in.optional(
                "plainHttp",
                Shape.FLAG,
                "HTTP instead of HTTPS; without it HTTP is tried on loopback hosts only"),
            in.value("insecure", Shape.FLAG, false, "certificates are not verified"),
            in.optional(
                "ca",
                Shape.FILE,
                "PEM file with the authorities to trust instead of the JDK's; not with `insecure`"),
            in.value("concurrency", Shape.COUNT, 8, "most requests at a time"),
            in.value("requestsPerSecond", Shape.RATE, 0, "most requests per second; 0: any"));
    return new Registry(
        name,
        host,
        in.optional(
            "credentialsSecret",
            Shape.TEXT,
            "name of a pull secret in the operator's namespace, used after the workload's own"));
  }

  private static Tags tags(Settings in) {
    return new Tags(
        in.value(
            "inspection.tagTtl", Shape.TIME, "10s", "how long a tag's digest is taken as known"),
        in.value(
            "inspection.staleTag",
            Shape.TIME,
            "1h",
            "how long a tag's last digest is judged when the registry cannot be asked"));
  }

  private static Limits limits(Settings in) {
    return new Limits(
        limit(in, "compressedLayerBytes", Shape.AMOUNT, "4Gi", "largest layer as stored"),
        limit(in, "unpackedLayerBytes", Shape.AMOUNT, "16Gi", "largest uncompressed tar"),
        limit(
            in,
            "expansionRatio",
            "200",
            "largest ratio of tar to stored bytes after 64 MiB of tar"),
        limit(
            in,
            "entries",
            "2000000",
            "most entries in one image; what is kept of its files needs at most half of the heap"),
        limit(in, "pathBytes", "4096", "longest path"),
        limit(in, "pathDepth", "256", "most path components"),
        limit(in, "headerBytes", "1Mi", "largest extension header of a tar"),
        limit(in, "contentBytes", "64Ki", "largest text file read"),
        limit(
            in,
            "databaseBytes",
            "256Mi",
            "largest package database read, at most a third of the heap"),
        limit(in, "documentBytes", "4Mi", "largest manifest, index or configuration"),
        limit(in, "layers", "512", "most layers in one image"),
        limit(in, "indexEntries", "4096", "most entries in one index"));
  }

  private static int limit(Settings in, String name, String fallback, String meaning) {
    return limit(in, name, Shape.ARRAY_AMOUNT, fallback, meaning);
  }

  private static <T> T limit(
      Settings in, String name, Shape<T> shape, String fallback, String meaning) {
    return in.value("inspection.limits." + name, shape, fallback, meaning);
  }

  private static Log log(Settings in) {
    return new Log(
        in.value(
            "log.format",
            Shape.words(LogFormat.class),
            "json",
            "one object, or one line for people, per event of the log"),
        in.value(
            "log.level",
            Shape.words(Level.class),
            "info",
            "the least severe level that is written"));
  }

  private static Section section(String prefix, List<Settings.Row> table) {
    Map<String, List<Settings.Row>> children = new LinkedHashMap<>();
    for (Settings.Row row : table) {
      String name = row.path().substring(prefix.length()).split("\\.", 2)[0];
      children.computeIfAbsent(name, _ -> new ArrayList<>()).add(row);
    }
    Map<String, Shape<?>> shapes = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    children.forEach(
        (name, rows) -> {
          shapes.put(name.replace("[]", ""), shape(prefix + name, rows));
          if (rows.getFirst().required() && rows.getFirst().path().equals(prefix + name)) {
            required.add(name);
          }
        });
    return new Section(shapes, required);
  }

  private static Shape<?> shape(String path, List<Settings.Row> rows) {
    if (rows.getFirst().path().equals(path)) {
      return rows.getFirst().shape();
    }
    Section section = section(path + ".", rows);
    return path.endsWith("[]") ? Shape.list(section) : section;
  }
}
