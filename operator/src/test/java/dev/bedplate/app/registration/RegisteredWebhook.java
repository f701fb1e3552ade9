package dev.bedplate.app.registration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.webhook.AdmissionReview;
import dev.bedplate.webhook.Answer;
import dev.bedplate.webhook.Reviewer.Review;
import dev.bedplate.webhook.server.ServerSettings;
import dev.bedplate.webhook.server.WebhookServer;
import dev.bedplate.webhook.tls.ServerHosts;
import dev.bedplate.webhook.tls.ServingCertificate;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A namespace in which a service account has the rights of the chart's webhook, a server that
 * answers every review in the same way, and what the API server was told of it.
 */
final class RegisteredWebhook implements AutoCloseable {
  static final ServerHosts LOOPBACK = new ServerHosts(List.of("127.0.0.1"));
  static final Answer REFUSED = new Answer(false, "not this image", List.of());
  private static final String ROBOT = "bedplate-webhook";
  private static int namespaces;

  private final String namespace = "registration-" + ++namespaces;
  private final List<AdmissionReview> reviews = new CopyOnWriteArrayList<>();
  private final ApiServer server;
  private final KubernetesClient robot;
  private volatile Answer answer = REFUSED;

  RegisteredWebhook(ApiServer server) {
    this.server = server;
    server.createNamespace(namespace, Map.of());
    server.serviceAccount(namespace, "default").close();
    robot = server.serviceAccount(namespace, ROBOT);
    allow();
  }

  String namespace() {
    return namespace;
  }

  /** The service account. */
  KubernetesClient robot() {
    return robot;
  }

  /** Every review that came. */
  List<AdmissionReview> reviews() {
    return reviews;
  }

  void answer(Answer next) {
    answer = next;
  }

  private void allow() {
    server
        .admin()
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(ROBOT)
                .endMetadata()
                .withRules(
                    rule("", "secrets", List.of(), "create"),
                    rule("", "secrets", List.of(KeySecret.NAME), "get", "update"))
                .build())
        .create();
    server
        .admin()
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(ROBOT)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", ROBOT)
                .addNewSubject(null, "ServiceAccount", ROBOT, namespace)
                .build())
        .create();
    server
        .admin()
        .resource(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .withRules(
                    rule(
                        "admissionregistration.k8s.io",
                        "validatingwebhookconfigurations",
                        List.of("bedplate"),
                        "get",
                        "patch"))
                .build())
        .create();
    server
        .admin()
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", namespace)
                .addNewSubject(null, "ServiceAccount", ROBOT, namespace)
                .build())
        .create();
  }

  /**
   * Gives the service account the right that the chart's has beside these: to hear of changes at
   * once. Without it everything is done when a test says so.
   */
  void mayWatch() {
    server
        .admin()
        .rbac()
        .clusterRoles()
        .withName(namespace)
        .edit(
            it -> {
              it.getRules().getFirst().setVerbs(List.of("get", "list", "watch", "patch"));
              return it;
            });
    await().until(() -> isListed());
  }

  private boolean isListed() {
    try {
      robot
          .admissionRegistration()
          .v1()
          .validatingWebhookConfigurations()
          .withField("metadata.name", "bedplate")
          .list();
      return true;
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private static PolicyRule rule(
      String group, String resource, List<String> names, String... verbs) {
    return new PolicyRuleBuilder()
        .withApiGroups(group)
        .withResources(resource)
        .withResourceNames(names)
        .withVerbs(verbs)
        .build();
  }

  WebhookServer serve(ServingCertificate certificate) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return WebhookServer.start(
        ServerSettings.at(address, Duration.ofSeconds(5)),
        certificate,
        (review, timeout) -> {
          reviews.add(review);
          return new Review.Answered(answer);
        },
        unanswered -> {},
        Clock.systemUTC());
  }

  private static URI url(WebhookServer webhook) {
    return URI.create("https://127.0.0.1:" + webhook.port() + "/validate");
  }

  void register(WebhookServer webhook, String caBundle) {
    new WebhookRegistration(
            url(webhook),
            caBundle,
            Duration.ofSeconds(5),
            List.of("kube-system", "kube-node-lease"))
        .apply(server.admin());
  }

  RegisteredConfiguration configuration() {
    return new RegisteredConfiguration(server.admin());
  }

  String trusted() {
    return configuration().trusted();
  }

  /** Has the API server ask another server, with the trust that there is. */
  void moveTo(WebhookServer webhook) {
    configuration().edit(it -> it.setUrl(url(webhook).toString()));
  }

  Secret secret() {
    return server.admin().secrets().inNamespace(namespace).withName(KeySecret.NAME).get();
  }

  private Deployment deployment(String name) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withNewSelector()
        .addToMatchLabels("app", name)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", name)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("app")
        .withImage("r.example/app")
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  /** Asks the API server for a Deployment, as a dry run. */
  void create(String name) {
    server.admin().resource(deployment(name)).dryRun(true).create();
  }

  /** The registration reaches the API server's own cache a moment later. */
  void awaitRefusal(String name) {
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> create(name))
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("not this image"));
  }

  @Override
  public void close() {
    robot.close();
    configuration().delete();
  }
}
