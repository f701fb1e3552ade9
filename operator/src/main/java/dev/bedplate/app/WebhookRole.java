package dev.bedplate.app;

import dev.bedplate.app.management.AdmissionMetrics;
import dev.bedplate.app.management.ManagementServer;
import dev.bedplate.app.management.Metrics;
import dev.bedplate.app.management.ReadinessCheck;
import dev.bedplate.cli.Roles.WebhookOptions;
import dev.bedplate.cluster.ClusterView;
import dev.bedplate.cluster.Inventory;
import dev.bedplate.cluster.OwnerImages;
import dev.bedplate.cluster.WorkloadPullNames;
import dev.bedplate.event.EventRecorder;
import dev.bedplate.source.Access;
import dev.bedplate.source.KnownReferences;
import dev.bedplate.webhook.AdmissionHandler;
import dev.bedplate.webhook.AdmissionObserver;
import dev.bedplate.webhook.FailureObserver;
import dev.bedplate.webhook.HeartbeatReviewer;
import dev.bedplate.webhook.Owners;
import dev.bedplate.webhook.PullAccess;
import dev.bedplate.webhook.Reserve;
import dev.bedplate.webhook.Timer;
import dev.bedplate.webhook.server.ClientLimits;
import dev.bedplate.webhook.server.ServerSettings;
import dev.bedplate.webhook.server.WebhookServer;
import dev.bedplate.workload.manifest.WorkloadKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admission webhook: answers reviews; holds no lease and never stops for one. */
final class WebhookRole implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookRole.class);

  /** How long an answer may wait until what was inspected for it is told to the other replicas. */
  private static final Duration RECORDING = Duration.ofSeconds(1);

  private static final Duration ACTIVATION_POLL = Duration.ofMillis(50);

  private final Metrics metrics;
  private final ClusterEngine engine;
  private final OwnerImages owners;
  private final Reserve reserve;
  private final Timer timer;
  private final EventRecorder events;
  private final ServingIdentity identity;
  private final WebhookServer server;
  private final ManagementServer management;
  private final OwnReview ownReview = new OwnReview();
  private final WarmUp warmUp;
  private final Thread activation;
  private volatile Supplier<Optional<String>> serving =
      () -> Optional.of("there is no certificate yet");

  private WebhookRole(
      LoadedConfiguration loaded, WebhookOptions options, KubernetesClient client, Place place)
      throws IOException {
    Configuration configuration = loaded.configuration();
    ClientLimits.apply();
    metrics = new Metrics(Place.version());
    engine =
        new ClusterEngine(
            configuration,
            loaded.lifecycles().get(),
            Inventory.Settings.DEFAULTS.waiting(RECORDING),
            client,
            place,
            metrics);
    // The cluster is read while the rest is made: that takes as long again.
    engine.start();
    owners = new OwnerImages(client, place.clock());
    reserve = new Reserve(place.clock());
    timer = Timer.start(reserve);
    events = new EventRecorder(client, place.instance(), place.clock());
    AdmissionMetrics counted = metrics.admission();
    var handler = handler(configuration, place, counted);
    metrics.eventsDropped(events::dropped);
    // Before there is a certificate, for which an API server may have to be waited for: probes that
    // nobody answers end the process, which mends nothing.
    management =
        ManagementServer.start(
            new InetSocketAddress(configuration.managementPort()),
            List.of(engine.caches(), new ReadinessCheck("serving", () -> serving.get())),
            metrics::text);
    identity = ServingIdentity.of(configuration, options, client, place);
    server =
        WebhookServer.start(
            ServerSettings.at(
                new InetSocketAddress(configuration.webhook().port()),
                configuration.webhook().timeout()),
            identity.certificate(),
            new HeartbeatReviewer(handler, engine.view()::syncedBefore, place.clock()),
            failures(place, counted),
            place.clock());
    metrics.certificateExpires(server::certificateExpires);
    warmUp = WarmUp.start(this::canAnswer, this::answersItself, WarmUp.Settings.DEFAULTS);
    serving = this::problem;
    activation = Thread.ofVirtual().name("activation").unstarted(this::activate);
  }

  /** A webhook that serves; throws when a port or its certificate cannot be had. */
  static WebhookRole start(
      LoadedConfiguration loaded, WebhookOptions options, KubernetesClient client, Place place)
      throws IOException {
    var role = new WebhookRole(loaded, options, client, place);
    if (role.identity.registration() != null) {
      role.identity.registration().apply(client);
    }
    role.activation.start();
    LOG.info("webhook serves on port {}", role.server.port());
    return role;
  }

  private AdmissionHandler handler(
      Configuration configuration, Place place, AdmissionObserver counted) {
    return new AdmissionHandler(
        new AdmissionHandler.Surroundings(
            place.excluded(configuration),
            new KnownReferences()::parse,
            engine.view()::syncedBefore,
            owners(),
            engine.view()::namespaceLabels,
            access(configuration),
            reserve,
            admission -> {
              if (ownReview.is(admission.review().uid())) {
                return;
              }
              counted.answered(admission);
              DeniedNotices.of(admission).forEach(events::record);
            }),
        engine.checker(),
        place.clock());
  }

  private FailureObserver failures(Place place, FailureObserver counted) {
    var unanswered = new UnansweredReviews(events::record, place.clock());
    return failure -> {
      counted.failed(failure);
      unanswered.failed(failure);
    };
  }

  private boolean canAnswer() {
    return server.ready() && engine.caches().problem().get().isEmpty();
  }

  private boolean answersItself() throws IOException, GeneralSecurityException {
    String image =
        engine.inventory().objects().stream()
            .flatMap(it -> it.entry().stream())
            .findFirst()
            .map(it -> OwnReview.image(it.reference(), it.digest()))
            .orElse(OwnReview.NO_IMAGE);
    return ownReview.post(server.port(), image);
  }

  private PullAccess access(Configuration configuration) {
    return (review, deadline) ->
        new Access(
            engine
                .secrets()
                .of(
                    WorkloadPullNames.of(
                        review.apiVersion(),
                        review.kind(),
                        review.namespace(),
                        review.object() == null ? Map.of() : review.object())),
            deadline,
            engine.traffic(),
            configuration.tags().fresh());
  }

  private Owners owners() {
    return (namespace, owner, deadline) ->
        WorkloadKind.of(owner.apiVersion(), owner.kind())
            .flatMap(kind -> owners.of(kind, namespace, owner.name(), owner.uid(), deadline));
  }

  private Optional<String> problem() {
    if (!server.ready()) {
      return Optional.of(
          "stopping, or the certificate is not valid: it ends " + server.certificateExpires());
    }
    // While the API server is silent it is that which is missing, and another check says so.
    if (!canAnswer()) {
      return Optional.empty();
    }
    return identity.trusted().getAsBoolean()
        ? warmUp.problem()
        : Optional.of("the API server was not told yet whom to trust");
  }

  /** Has the API server ask as soon as this replica can answer. */
  private void activate() {
    try {
      while (serving.get().isPresent() || engine.caches().problem().get().isPresent()) {
        Thread.sleep(ACTIVATION_POLL);
      }
      identity.serves().run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What this role knows of the cluster. */
  ClusterView view() {
    return engine.view();
  }

  /** The port that reviews are posted to. */
  int port() {
    return server.port();
  }

  /** The port of probes and metrics. */
  int managementPort() {
    return management.port();
  }

  /** Serves on while the API server notices, finishes what is in flight, and ends. */
  void drain() {
    server.drain();
    close();
  }

  @Override
  public void close() {
    activation.interrupt();
    warmUp.close();
    server.close();
    timer.close();
    identity.close().run();
    owners.close();
    events.close();
    engine.close();
    management.close();
    metrics.close();
  }
}
