package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.source.registry.Pushed;
import dev.bedplate.source.registry.TestRegistry;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check --cluster} against a real API server. */
@WithApiServer(fresh = true)
class CheckClusterIT {
  private static final String POLICIES = "/apis/bedplate.dev/v1alpha1/baseimagepolicies";
  @AutoClose private static TestRegistry registry;
  private static String alpine;
  private static String debian;
  private static HasMetadata owner;
  @TempDir Path directory;

  @BeforeAll
  static void fill(ApiServer server) throws Exception {
    registry = TestRegistry.start();
    Pushed.push(registry, "alpine", "1", OperatorImages.alpine(""));
    Pushed.push(registry, "debian", "1", OperatorImages.debian(""));
    alpine = registry.authority() + "/alpine:1";
    debian = registry.authority() + "/debian:1";
    server.applyDefinitions();
    server.createNamespace("shop", Map.of("stage", "production"));
    server.createNamespace("lab", Map.of("stage", "lab"));
    server.createNamespace("ignored", Map.of("stage", "production"));
    var api = new Api(server.admin());
    for (String namespace : List.of("shop", "lab", "ignored", "kube-system")) {
      create(api, Kinds.Deployment, namespace, "web", alpine);
    }
    create(api, Kinds.CronJob, "shop", "nightly", debian);
    create(api, Kinds.Deployment, "shop", "excused", alpine);
    owner = server.admin().apps().deployments().inNamespace("shop").withName("web").get();
    create(api, Kinds.Pod, "shop", "alone", debian);
    owned(server.admin(), Kinds.ReplicaSet, "web-1", "apps/v1", "Deployment");
    owned(server.admin(), Kinds.Pod, "forged", "apps/v1", "Deployment");
    owned(server.admin(), Kinds.ReplicaSet, "rolled-out", "example.dev/v1", "Rollout");
    policy(
        api,
        "no-musl",
        "{mode: Enforce, rules: {libc: {deny: [Musl]}}, match:"
            + " {namespaceSelector: {matchLabels: {stage: production}}}}");
    api.post(
        "/apis/bedplate.dev/v1alpha1/baseimageexceptions",
        """
        apiVersion: bedplate.dev/v1alpha1
        kind: BaseImageException
        metadata: {name: excused}
        spec:
          policies: [no-musl]
          match: {namespaces: [shop], names: [excused]}
          justification: until it is rebuilt
          expires: "2999-01-01T00:00:00Z"
        """);
    policy(
        api,
        "broken",
        "{mode: Enforce, rules: {distributions: {deny: [{id: debian, versions: '>='}]}}}");
  }

  private static void create(Api api, Kinds kind, String namespace, String name, String image) {
    assertThat(api.post(kind.in(namespace), kind.object(name, image)).created()).isTrue();
  }

  private static void policy(Api api, String name, String spec) {
    Api.Answer answer =
        api.post(
            POLICIES,
            """
            apiVersion: bedplate.dev/v1alpha1
            kind: BaseImagePolicy
            metadata: {name: %s}
            spec: %s
            """
                .formatted(name, spec));
    assertThat(answer.created()).as(answer.body()).isTrue();
  }

  private static void owned(
      KubernetesClient client, Kinds kind, String name, String apiVersion, String ownerKind) {
    String yaml =
        kind.object(name, alpine)
            .replace(
                "name: " + name,
                "name: %s, ownerReferences: [{apiVersion: %s, kind: %s, name: web, uid: %s, controller: true}]"
                    .formatted(name, apiVersion, ownerKind, owner.getMetadata().getUid()));
    assertThat(new Api(client).post(kind.in("shop"), yaml).created()).isTrue();
  }

  @Test
  void every_workload_of_the_cluster_is_judged_by_its_policies_and_exceptions(ApiServer server)
      throws IOException {
    CheckRun run = check(server.admin(), "-o", "json");

    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(run.verdicts())
        .containsExactlyInAnyOrder(
            "Deployment shop/web Violating denied",
            "Deployment shop/excused Exempt",
            "Deployment lab/web NotApplicable",
            "ReplicaSet shop/rolled-out Violating denied",
            "CronJob shop/nightly Compliant",
            "Pod shop/forged Violating denied",
            "Pod shop/alone Compliant");
    assertThat(run.err())
        .startsWith(
            "bedplate: warning: BaseImagePolicy broken is not in force: spec.rules.distributions")
        .hasLineCount(1);
  }

  @Test
  void its_JSON_has_the_shape_of_the_contract(ApiServer server) throws IOException {
    JsonNode web =
        check(server.admin(), "-o", "json", "--namespace", "shop").json().at("/workloads/1");

    assertThat(web.at("/name").asText()).isEqualTo("web");
    assertThat(web.at("/source").isNull()).isTrue();
    JsonNode violation = web.at("/violations/0");
    assertThat(violation.at("/policy").asText()).isEqualTo("no-musl");
    assertThat(violation.at("/mode").asText()).isEqualTo("Enforce");
    assertThat(violation.at("/reason").asText()).isEqualTo("LibcDenied");
    assertThat(violation.at("/field").asText()).isEqualTo("spec.template.spec.containers[0].image");
    assertThat(violation.at("/image").asText()).isEqualTo(alpine);
    assertThat(violation.at("/digest").asText())
        .isEqualTo(registry.digest("alpine", "1").toString());
  }

  @Test
  void only_one_namespace_is_judged_when_it_is_named(ApiServer server) throws IOException {
    assertThat(check(server.admin(), "-o", "json", "--namespace", "lab").verdicts())
        .containsExactly("Deployment lab/web NotApplicable");
    assertThat(check(server.admin(), "--namespace", "kube-system").err())
        .endsWith("bedplate: --namespace kube-system: workloads there are never judged\n");
    CheckRun run = check(server.admin(), "--namespace", "lap");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .endsWith("bedplate: --namespace lap: the cluster has no such namespace\n");
  }

  @Test
  void a_policy_of_a_file_takes_the_place_of_the_one_of_its_name(ApiServer server)
      throws IOException {
    Path policy = directory.resolve("policy.yaml");
    Files.writeString(
        policy,
        """
        apiVersion: bedplate.dev/v1alpha1
        kind: BaseImagePolicy
        metadata: {name: no-musl}
        spec: {mode: Warn, rules: {libc: {deny: [Glibc]}}}
        """);

    CheckRun run =
        check(server.admin(), "-o", "json", "-p", policy.toString(), "--namespace", "shop");

    assertThat(run.code()).isZero();
    assertThat(run.verdicts())
        .contains("Deployment shop/web Compliant", "Pod shop/alone Violating");
  }

  @Test
  void manifests_are_judged_as_their_namespace_in_the_cluster_is_labelled(ApiServer server)
      throws IOException {
    Path manifests = directory.resolve("manifests.yaml");
    Files.writeString(
        manifests,
        "---\n"
            + named(Kinds.Pod.object("a", alpine), "lab")
            + "\n---\n"
            + named(Kinds.Pod.object("b", alpine), "shop"));

    assertThat(check(server.admin(), "-o", "json", "-f", manifests.toString()).verdicts())
        .containsExactly("Pod lab/a NotApplicable", "Pod shop/b Violating denied");
  }

  private static String named(String yaml, String namespace) {
    return yaml.replaceFirst("name: ", "namespace: " + namespace + ", name: ");
  }

  @Test
  void what_may_not_be_read_is_named(ApiServer server) throws IOException {
    try (KubernetesClient nobody = server.serviceAccount("default", "nobody")) {
      CheckRun run = check(nobody);

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err())
          .startsWith("bedplate: nodes cannot be read: forbidden: ")
          .contains("system:serviceaccount:default:nobody")
          .hasLineCount(1);
      assertThat(run.out()).isEmpty();
    }
  }

  @Test
  void the_program_takes_the_current_kubeconfig(ApiServer server) throws Exception {
    CheckRun run = program(server.kubeconfig(), "--namespace", "lab");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("Deployment lab/web\n  NotApplicable\n");
    assertThat(run.err())
        .startsWith("bedplate: warning: BaseImagePolicy broken is not in force")
        .endsWith("bedplate: no policy applies, so nothing was judged\n")
        .hasLineCount(2);
  }

  @Test
  void a_server_that_cannot_be_reached_is_one_line(ApiServer server) throws Exception {
    Path kubeconfig = directory.resolve("kubeconfig");
    String text = Files.readString(server.kubeconfig());
    Files.writeString(
        kubeconfig, text.replaceFirst("server: [^, ]+", "server: https://127.0.0.1:1"));

    CheckRun run = program(kubeconfig);

    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith(
            "bedplate: nodes cannot be read: the API server https://127.0.0.1:1/ cannot be reached:"
                + " connection refused")
        .hasLineCount(1);
  }

  @Test
  void without_a_kubeconfig_it_says_so() throws Exception {
    assertThat(program(directory.resolve("none")))
        .isEqualTo(
            new CheckRun(
                2, "", "bedplate: --cluster: there is no kubeconfig: set KUBECONFIG to a file\n"));
  }

  @Test
  void a_kubeconfig_that_cannot_be_read_is_one_line() throws Exception {
    CheckRun run = program(Files.writeString(directory.resolve("kubeconfig"), "clusters: ["));

    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).startsWith("bedplate: the kubeconfig cannot be read: ").hasLineCount(1);
  }

  private CheckRun check(KubernetesClient client, String... options) throws IOException {
    return CheckRun.as(client, directory, options);
  }

  private CheckRun program(Path kubeconfig, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("check", "--cluster"));
    command.addAll(List.of(options));
    return CheckRun.program(kubeconfig, directory, command);
  }
}
