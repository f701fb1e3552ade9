package dev.bedplate.app;

import dev.bedplate.cli.InvalidInput;
import dev.bedplate.cli.Roles.WebhookOptions;
import dev.bedplate.cluster.ClusterView;
import dev.bedplate.cluster.PolicyObject;
import dev.bedplate.webhook.tls.SelfSigned;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The controller and the webhook in this process, over the classes that the program runs; the
 * webhook is registered with the API server by its URL, with files for a certificate.
 */
public final class RunningOperator implements AutoCloseable {
  private final KubernetesClient client;
  private final Path folder;
  private final LoadedConfiguration loaded;
  private final Place place;
  private final WebhookRole webhook;
  private ControllerRole controller;

  private RunningOperator(
      KubernetesClient client,
      Path folder,
      LoadedConfiguration loaded,
      Place place,
      WebhookRole webhook,
      ControllerRole controller) {
    this.client = client;
    this.folder = folder;
    this.loaded = loaded;
    this.place = place;
    this.webhook = webhook;
    this.controller = controller;
  }

  /**
   * Starts both roles and registers the webhook.
   *
   * @param configuration further keys of the configuration file, YAML
   */
  public static RunningOperator start(KubernetesClient client, String configuration, Clock clock)
      throws IOException, InvalidInput {
    Path folder = Files.createTempDirectory("bedplate-operator");
    SelfSigned made = SelfSigned.generate(List.of("127.0.0.1"), Clock.systemUTC().instant());
    Path certificate = Files.writeString(folder.resolve("tls.crt"), made.certificatePem());
    Path key = Files.writeString(folder.resolve("tls.key"), made.keyPem());
    Path file =
        Files.writeString(
            folder.resolve("config.yaml"),
            """
            management: {port: 0}
            webhook: {port: 0, timeoutSeconds: 5, certificate: {mode: files, file: %s, key: %s}}
            inspection: {platforms: [linux/amd64]}
            %s
            """
                .formatted(certificate, key, configuration));
    LoadedConfiguration loaded = LoadedConfiguration.load(file, Map.of());
    var place = new Place("default", "test-" + System.nanoTime(), Map.of(), clock);
    WebhookRole webhook = WebhookRole.start(loaded, new WebhookOptions(false, null), client, place);
    register(client, "https://127.0.0.1:" + webhook.port() + "/validate", made.caBundle());
    ControllerRole controller = ControllerRole.start(loaded, client, place);
    return new RunningOperator(client, folder, loaded, place, webhook, controller);
  }

  /** Stops the controller and starts another one, which remembers nothing. */
  public void restartController() throws IOException {
    controller.close();
    controller = ControllerRole.start(loaded, client, place);
  }

  boolean knowsNamespace(String name) {
    return views().allMatch(view -> view.namespaceLabels(name) != null);
  }

  boolean knows(String uid, long generation) {
    return views()
        .allMatch(view -> objects(view).anyMatch(it -> is(it, uid) && generation <= version(it)));
  }

  boolean knowsAny(String uid) {
    return views().flatMap(RunningOperator::objects).anyMatch(it -> is(it, uid));
  }

  private Stream<ClusterView> views() {
    return Stream.of(webhook.view(), controller.view());
  }

  private static Stream<PolicyObject> objects(ClusterView view) {
    return Stream.concat(view.policies().stream(), view.exceptions().stream());
  }

  private static boolean is(PolicyObject object, String uid) {
    return object.getMetadata().getUid().equals(uid);
  }

  private static long version(PolicyObject object) {
    return object.getMetadata().getGeneration();
  }

  private static void register(KubernetesClient client, String url, String authority) {
    ValidatingWebhookConfiguration configuration =
        client
            .admissionRegistration()
            .v1()
            .validatingWebhookConfigurations()
            .load(
                new java.io.ByteArrayInputStream(
                    """
                    apiVersion: admissionregistration.k8s.io/v1
                    kind: ValidatingWebhookConfiguration
                    metadata: {name: bedplate}
                    webhooks:
                      - name: validate.bedplate.dev
                        clientConfig: {url: "%s", caBundle: "%s"}
                        rules:
                          - operations: [CREATE, UPDATE]
                            apiGroups: [""]
                            apiVersions: [v1]
                            resources: [pods, pods/ephemeralcontainers]
                          - operations: [CREATE, UPDATE]
                            apiGroups: [apps]
                            apiVersions: [v1]
                            resources: [deployments, statefulsets, daemonsets, replicasets]
                          - operations: [CREATE, UPDATE]
                            apiGroups: [batch]
                            apiVersions: [v1]
                            resources: [jobs, cronjobs]
                        failurePolicy: Fail
                        sideEffects: NoneOnDryRun
                        timeoutSeconds: 5
                        admissionReviewVersions: [v1]
                    """
                        .formatted(
                            url,
                            Base64.getEncoder()
                                .encodeToString(authority.getBytes(StandardCharsets.US_ASCII)))
                        .getBytes(StandardCharsets.UTF_8)))
            .item();
    client.resource(configuration).serverSideApply();
  }

  @Override
  public void close() {
    client
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName("bedplate")
        .delete();
    controller.close();
    webhook.close();
    for (String name : List.of("tls.crt", "tls.key", "config.yaml", "")) {
      folder.resolve(name).toFile().delete();
    }
  }
}
