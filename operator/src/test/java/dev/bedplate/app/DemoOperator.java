package dev.bedplate.app;

import static org.awaitility.Awaitility.await;

import dev.bedplate.app.registration.WebhookRegistration;
import dev.bedplate.cli.InvalidInput;
import dev.bedplate.cli.Roles.WebhookOptions;
import dev.bedplate.cluster.ClusterView;
import dev.bedplate.webhook.tls.SelfSigned;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The controller and the webhook in this process, outside the cluster they look after. */
public final class DemoOperator implements AutoCloseable {
  private final KubernetesClient client;
  private final Path folder;
  private final LoadedConfiguration loaded;
  private final Place place;
  private final String authority;
  private final WebhookRole webhook;
  private final ControllerRole controller;

  private DemoOperator(KubernetesClient client, String heartbeat, String configuration, Clock clock)
      throws IOException, InvalidInput {
    this.client = client;
    folder = Files.createTempDirectory("bedplate-demo");
    SelfSigned made = SelfSigned.generate(List.of("127.0.0.1"), clock.instant());
    authority = made.caBundle();
    Path certificate = Files.writeString(folder.resolve("tls.crt"), made.certificatePem());
    Path key = Files.writeString(folder.resolve("tls.key"), made.keyPem());
    Path file =
        Files.writeString(
            folder.resolve("config.yaml"),
            """
            management: {port: 0}
            webhook: {port: 0, timeoutSeconds: 5, heartbeat: %s, certificate: {mode: files, file: %s, key: %s}}
            inspection: {platforms: [linux/amd64]}
            %s
            """
                .formatted(heartbeat, certificate, key, configuration));
    loaded = LoadedConfiguration.load(file, Map.of());
    place = new Place("default", "demo", Map.of(), clock);
    webhook = WebhookRole.start(loaded, new WebhookOptions(false, null), client, place);
    controller = ControllerRole.start(loaded, client, place);
  }

  /**
   * Starts both roles.
   *
   * @param heartbeat pause between two questions whether the webhook is asked, such as {@code 10s}
   * @param configuration further keys of the configuration file, YAML
   */
  public static DemoOperator start(
      KubernetesClient client, String heartbeat, String configuration, Clock clock)
      throws IOException, InvalidInput {
    return new DemoOperator(client, heartbeat, configuration, clock);
  }

  /** Has the API server ask the webhook. */
  public void register() {
    registration().apply(client);
  }

  /** Has the API server ask the webhook, with a {@code failurePolicy}. */
  void register(String failurePolicy) {
    ValidatingWebhookConfiguration configuration = registration().configuration();
    configuration.getWebhooks().getFirst().setFailurePolicy(failurePolicy);
    client.resource(configuration).fieldManager("bedplate").forceConflicts().serverSideApply();
  }

  private WebhookRegistration registration() {
    Configuration configuration = loaded.configuration();
    return new WebhookRegistration(
        url(), authority, configuration.webhook().timeout(), place.excluded(configuration));
  }

  /** Where reviews are posted to. */
  public URI url() {
    return URI.create("https://127.0.0.1:" + webhook.port() + "/validate");
  }

  /** The authority of the webhook's certificate, PEM. */
  public String authority() {
    return authority;
  }

  /** Waits until both roles know a namespace. */
  public void awaitNamespace(String name) {
    await().until(() -> views().allMatch(view -> view.namespaceLabels(name) != null));
  }

  /** Waits until both roles know a policy or exception. */
  public void awaitObject(String uid) {
    await()
        .until(
            () ->
                views()
                    .allMatch(
                        view ->
                            Stream.concat(view.policies().stream(), view.exceptions().stream())
                                .anyMatch(it -> uid.equals(it.getMetadata().getUid()))));
  }

  private Stream<ClusterView> views() {
    return Stream.of(webhook.view(), controller.view());
  }

  @Override
  public void close() {
    controller.close();
    webhook.close();
    for (String name : List.of("tls.crt", "tls.key", "config.yaml", "")) {
      folder.resolve(name).toFile().delete();
    }
  }
}
