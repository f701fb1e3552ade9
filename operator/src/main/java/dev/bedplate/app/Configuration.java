package dev.bedplate.app;

import dev.bedplate.app.logging.LogFormat;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.source.keychain.PullSecretUse;
import dev.bedplate.source.registry.RegistryConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The configuration file; {@link ConfigurationTable} says what each key means.
 *
 * @param managementPort 0 takes a free port
 * @param credentialsSecrets names of pull secrets in the operator's namespace, by registry host
 * @param platforms empty when the file names none
 * @param excludedNamespaces in addition to those that are never judged
 * @param lifecycleFile support dates on top of the built-in ones
 */
record Configuration(
    int managementPort,
    Webhook webhook,
    RegistryConfiguration registries,
    Map<String, String> credentialsSecrets,
    PullSecretUse pullSecrets,
    List<Platform> platforms,
    Tags tags,
    Limits limits,
    List<String> excludedNamespaces,
    @Nullable Path lifecycleFile,
    Log log) {
  /** What is in force without a file. */
  static final Configuration DEFAULTS = ConfigurationTable.of(Settings.of(Map.of()));

  Configuration {
    credentialsSecrets = Map.copyOf(credentialsSecrets);
    platforms = List.copyOf(platforms);
    excludedNamespaces = List.copyOf(excludedNamespaces);
  }

  /**
   * The admission webhook.
   *
   * @param port 0 takes a free port
   * @param timeout what the API server waits
   * @param heartbeat pause between two questions whether the API server asks; zero for none
   */
  record Webhook(int port, Duration timeout, Duration heartbeat, Certificate certificate) {}

  /**
   * Where the webhook's certificate comes from; the files matter in mode {@code FILES}, the hosts
   * in mode {@code MANAGED}.
   *
   * @param authority what the API server is to trust; null for {@code ca.crt} beside the file
   * @param hosts that the API server calls, besides the Service
   */
  record Certificate(
      CertificateMode mode, Path file, Path key, @Nullable Path authority, List<String> hosts) {
    Certificate {
      hosts = List.copyOf(hosts);
    }
  }

  /** How the webhook gets a certificate. */
  enum CertificateMode {
    /** From two files, read again when they change. */
    FILES,
    /** From the operator's own authority, kept in a Secret. */
    MANAGED,
    /** A new one at every start. */
    GENERATED
  }

  /**
   * How long a tag's digest may be used.
   *
   * @param fresh without asking the registry
   * @param stale when the registry cannot be asked
   */
  record Tags(Duration fresh, Duration stale) {}

  /** What is logged and how. */
  record Log(LogFormat format, Level level) {}
}
