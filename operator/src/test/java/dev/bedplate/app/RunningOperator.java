package dev.bedplate.app;

import dev.bedplate.app.registration.RegisteredConfiguration;
import dev.bedplate.chart.Chart;
import dev.bedplate.chart.Rendered;
import dev.bedplate.chart.Rights;
import dev.bedplate.cli.InvalidInput;
import dev.bedplate.cli.Roles.WebhookOptions;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.ClusterView;
import dev.bedplate.cluster.PolicyObject;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The controller and the webhook in this process, as the chart sets them up for serving from
 * outside: its configuration file, its webhook configuration, its service accounts with their
 * rights, and the certificate that the operator issues itself.
 */
public final class RunningOperator implements AutoCloseable {
  private final ApiServer server;
  private final KubernetesClient controllerClient;
  private final KubernetesClient webhookClient;
  private final LoadedConfiguration loaded;
  private final Place place;
  private final WebhookRole webhook;
  private ControllerRole controller;

  private RunningOperator(ApiServer server, LoadedConfiguration loaded, Clock clock)
      throws IOException {
    this.server = server;
    this.loaded = loaded;
    Map<String, String> variables =
        Map.of("POD_NAMESPACE", Chart.NAMESPACE, "POD_NAME", "test-" + System.nanoTime());
    controllerClient = server.serviceAccount(Chart.NAMESPACE, Rights.CONTROLLER);
    webhookClient = server.serviceAccount(Chart.NAMESPACE, Rights.WEBHOOK);
    place = Place.of(variables, controllerClient, clock);
    webhook = WebhookRole.start(loaded, new WebhookOptions(false, null), webhookClient, place);
    controller = ControllerRole.start(loaded, controllerClient, place);
    registered().awaitAsked();
  }

  /**
   * Installs what the chart has beside its Deployments and starts both roles.
   *
   * @param configuration further keys of the configuration file, YAML in flow style
   */
  public static RunningOperator start(ApiServer server, String configuration, Clock clock)
      throws IOException, InvalidInput {
    int port = freePort();
    String values =
        """
        webhook: {url: "https://127.0.0.1:%d/validate", failurePolicy: Fail}
        config:
          webhook: {port: %d, heartbeat: 1s}
          inspection: {platforms: [linux/amd64]}
          %s
        """
            .formatted(port, port, configuration);
    Rights.grant(server, values);
    Rendered chart = Chart.rendered(values);
    Stream.of(
            chart.all(ValidatingAdmissionPolicy.class),
            chart.all(ValidatingAdmissionPolicyBinding.class),
            chart.all(ValidatingWebhookConfiguration.class))
        .flatMap(objects -> objects.stream())
        .forEach(object -> server.admin().resource(object).forceConflicts().serverSideApply());
    ConfigMap map = chart.all(ConfigMap.class).getFirst();
    Path file = Files.createTempFile("bedplate", ".yaml");
    try {
      // Two roles in one process cannot share a port, as they can in two Pods.
      Files.writeString(
          file, map.getData().values().iterator().next() + "\nmanagement: {port: 0}\n");
      return new RunningOperator(server, LoadedConfiguration.load(file, Map.of()), clock);
    } finally {
      Files.delete(file);
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Stops the controller and starts another one, which remembers nothing. */
  public void restartController() throws IOException {
    controller.close();
    controller = ControllerRole.start(loaded, controllerClient, place);
  }

  /** A way to the webhook that trusts what the API server does. */
  StraightPost straightToWebhook() throws IOException, GeneralSecurityException {
    return new StraightPost(webhook.port(), registered().trusted());
  }

  /** The webhook's port for probes. */
  int webhookProbes() {
    return webhook.managementPort();
  }

  private RegisteredConfiguration registered() {
    return new RegisteredConfiguration(server.admin());
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

  @Override
  public void close() {
    registered().delete();
    controller.close();
    webhook.close();
    controllerClient.close();
    webhookClient.close();
  }
}
