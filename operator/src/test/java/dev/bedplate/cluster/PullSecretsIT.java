package dev.bedplate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.Traffic;
import dev.bedplate.source.keychain.PullNames;
import dev.bedplate.source.keychain.PullSecretUse;
import dev.bedplate.source.keychain.PullSecrets;
import dev.bedplate.source.registry.Misbehaviours;
import dev.bedplate.source.registry.RegistryConfiguration;
import dev.bedplate.source.registry.RegistrySource;
import dev.bedplate.source.registry.TestRegistry;
import dev.bedplate.source.registry.TestRegistry.Request;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A private image, read as a service account that may only {@code get} what it needs. */
@WithApiServer
class PullSecretsIT {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final String ROBOT = "puller";
  private static int namespaces;

  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final String namespace = "pull-" + ++namespaces;
  private ApiServer server;
  private TestRegistry registry;
  private KubernetesClient client;
  private Digest digest;

  @BeforeEach
  void start(ApiServer server) throws Exception {
    this.server = server;
    server.createNamespace(namespace, Map.of());
    client = server.serviceAccount(namespace, ROBOT);
    registry = TestRegistry.start();
    registry.misbehave("/v2/", Misbehaviours.basic("user", "hush"));
    digest =
        registry.manifest(
            "team/app",
            "1",
            "application/vnd.oci.image.manifest.v1+json",
            "{}".getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    registry.close();
    client.close();
  }

  private Digest resolve(PullNames names, PullSecretUse use) throws ImageUnavailableException {
    var settings =
        new PullSecrets.Settings(
            use, namespace, Map.of(registry.authority(), "own"), Duration.ofSeconds(10));
    ImageReference image = ReferenceParser.parse(registry.authority() + "/team/app:1");
    try (var source = new RegistrySource(RegistryConfiguration.NONE, Map.of(), 4 << 20, CLOCK);
        var secrets =
            new PullSecrets(
                new ClusterSecrets(client), settings, Keychain.ANONYMOUS, warnings::add, CLOCK)) {
      return source.resolve(
          image,
          new Access(secrets.of(names), Deadline.in(Duration.ofMinutes(1), CLOCK), new Traffic()));
    }
  }

  private Digest resolve(String... secrets) throws ImageUnavailableException {
    return resolve(names(secrets), PullSecretUse.WORKLOADS);
  }

  private PullNames names(String... secrets) {
    return new PullNames(namespace, List.of(secrets), "default");
  }

  private void secret(String name, String type, String key, String content) {
    server
        .admin()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withType(type)
                .withStringData(Map.of(key, content))
                .build())
        .create();
  }

  private String auth() {
    return "{\"%s\": {\"username\": \"user\", \"password\": \"hush\"}}"
        .formatted(registry.authority());
  }

  private void pullSecret(String name) {
    secret(
        name, "kubernetes.io/dockerconfigjson", ".dockerconfigjson", "{\"auths\": " + auth() + "}");
  }

  private void serviceAccount(String pullSecret) {
    server
        .admin()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("default")
                .endMetadata()
                .withImagePullSecrets(new LocalObjectReference(pullSecret))
                .build())
        .serverSideApply();
  }

  /** Lets the client get, and nothing else, of these kinds; of one name only when given. */
  private void allow(String resource, String... names) {
    var role =
        new RoleBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName("get-" + resource)
            .endMetadata()
            .addNewRule()
            .withApiGroups("")
            .withResources(resource)
            .withVerbs("get")
            .withResourceNames(names)
            .endRule()
            .build();
    server.admin().resource(role).create();
    server
        .admin()
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("get-" + resource)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "get-" + resource)
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName(ROBOT)
                .withNamespace(namespace)
                .endSubject()
                .build())
        .create();
  }

  @Test
  void S_22_the_workloads_secret_opens_its_registry_with_get_alone() throws Exception {
    pullSecret("mine");
    allow("secrets");

    assertThat(resolve("mine")).isEqualTo(digest);
    assertThat(warnings).isEmpty();
  }

  @Test
  void the_old_type_of_secret_does_too() throws Exception {
    secret("mine", "kubernetes.io/dockercfg", ".dockercfg", auth());
    allow("secrets");

    assertThat(resolve("mine")).isEqualTo(digest);
  }

  @Test
  void so_does_a_secret_of_the_service_account() throws Exception {
    pullSecret("its");
    serviceAccount("its");
    allow("secrets");
    allow("serviceaccounts");

    assertThat(resolve()).isEqualTo(digest);
    assertThat(warnings).isEmpty();
  }

  @Test
  void S_22_the_operators_own_secret_can_be_the_only_one_that_it_may_read() throws Exception {
    pullSecret("mine");
    pullSecret("own");
    allow("secrets", "own");

    assertThat(resolve("mine")).isEqualTo(digest);
    assertThat(warnings)
        .containsExactlyInAnyOrder(
            "pull secret " + namespace + "/mine must not be read by the operator; passed over",
            "service account "
                + namespace
                + "/default must not be read by the operator; passed over");
  }

  @Test
  void where_no_secret_may_be_read_the_image_is_asked_for_without() {
    pullSecret("mine");

    assertThatThrownBy(() -> resolve("mine"))
        .isInstanceOfSatisfying(
            ImageUnavailableException.class,
            e -> assertThat(e.reason()).isEqualTo(UndecidedReason.Unauthorized));
    assertThat(warnings).noneMatch(it -> it.contains("hush"));
  }

  @Test
  void switched_off_no_secret_is_read() {
    pullSecret("mine");
    pullSecret("own");
    allow("secrets");

    assertThatThrownBy(() -> resolve(names("mine"), PullSecretUse.NONE))
        .isInstanceOf(ImageUnavailableException.class);
    assertThat(registry.requests()).isNotEmpty().allMatch(it -> it.authorization().isEmpty());
  }

  @Test
  void S_16_a_registry_never_sees_the_operators_token() throws Exception {
    pullSecret("mine");
    allow("secrets");
    resolve("mine");

    assertThat(registry.requests())
        .extracting(Request::authorization)
        .contains("")
        .allMatch(it -> it.isEmpty() || it.startsWith("Basic "));
  }

  @Test
  void S_10_a_secret_for_another_registry_is_not_sent_here() {
    secret(
        "mine",
        "kubernetes.io/dockerconfigjson",
        ".dockerconfigjson",
        "{\"auths\": " + auth().replace("127.0.0.1", "127.0.0.11") + "}");
    allow("secrets");

    assertThatThrownBy(() -> resolve("mine")).isInstanceOf(ImageUnavailableException.class);
    assertThat(registry.requests()).allMatch(it -> it.authorization().isEmpty());
  }
}
