package dev.bedplate.app;

import dev.bedplate.cli.Roles.WebhookOptions;
import dev.bedplate.cluster.ClusterView;
import dev.bedplate.cluster.OwnerImages;
import dev.bedplate.image.LifecycleTable;
import dev.bedplate.source.Access;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.webhook.AdmissionHandler;
import dev.bedplate.webhook.Owners;
import dev.bedplate.webhook.server.ServerSettings;
import dev.bedplate.webhook.server.WebhookServer;
import dev.bedplate.webhook.tls.CertificateFiles;
import dev.bedplate.webhook.tls.SelfSigned;
import dev.bedplate.webhook.tls.ServingCertificate;
import dev.bedplate.workload.manifest.WorkloadKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admission webhook: answers reviews; holds no lease and never stops for one. */
final class WebhookRole implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookRole.class);
  private static final Duration RELOAD = Duration.ofSeconds(10);
  private final ClusterEngine engine;
  private final OwnerImages owners;
  private final WebhookServer server;

  private WebhookRole(ClusterEngine engine, OwnerImages owners, WebhookServer server) {
    this.engine = engine;
    this.owners = owners;
    this.server = server;
  }

  /** A webhook that serves; throws when its port or its certificate cannot be had. */
  static WebhookRole start(
      LoadedConfiguration loaded, WebhookOptions options, KubernetesClient client, Place place)
      throws IOException {
    Configuration configuration = loaded.configuration();
    LifecycleTable lifecycles = loaded.lifecycles().get();
    var engine =
        new ClusterEngine(configuration, lifecycles, client, place.variables(), place.clock());
    var owners = new OwnerImages(client, place.clock());
    var handler =
        new AdmissionHandler(
            new AdmissionHandler.Surroundings(
                ReferenceParser::parseRegistry,
                owners(owners),
                engine.view()::namespaceLabels,
                (review, deadline) ->
                    new Access(
                        Keychain.ANONYMOUS,
                        deadline,
                        engine.traffic(),
                        configuration.tags().fresh()),
                admission -> {}),
            engine.checker(),
            place.clock());
    engine.start();
    WebhookServer server =
        WebhookServer.start(
            ServerSettings.at(
                new InetSocketAddress(configuration.webhook().port()),
                configuration.webhook().timeout()),
            certificate(configuration.webhook().certificate(), options, place),
            handler,
            place.clock());
    LOG.info("webhook serves on port {}", server.port());
    return new WebhookRole(engine, owners, server);
  }

  private static ServingCertificate certificate(
      Configuration.Certificate certificate, WebhookOptions options, Place place)
      throws IOException {
    if (options.selfSigned() || certificate.mode() == Configuration.CertificateMode.GENERATED) {
      return SelfSigned.generate(List.of("localhost", "127.0.0.1"), place.clock().instant())
          .certificate();
    }
    try {
      return CertificateFiles.watch(certificate.file(), certificate.key(), RELOAD);
    } catch (GeneralSecurityException e) {
      throw new IOException(certificate.file() + ": " + e.getMessage(), e);
    }
  }

  private static Owners owners(OwnerImages known) {
    return (namespace, owner, deadline) ->
        WorkloadKind.of(owner.apiVersion(), owner.kind())
            .flatMap(kind -> known.of(kind, namespace, owner.name(), owner.uid(), deadline));
  }

  /** What this role knows of the cluster. */
  ClusterView view() {
    return engine.view();
  }

  /** The port that reviews are posted to. */
  int port() {
    return server.port();
  }

  /** Serves on while the API server notices, finishes what is in flight, and ends. */
  void drain() {
    server.drain();
    close();
  }

  @Override
  public void close() {
    server.close();
    owners.close();
    engine.close();
  }
}
