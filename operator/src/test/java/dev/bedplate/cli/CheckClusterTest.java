package dev.bedplate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bedplate.policy.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckClusterTest {
  @TempDir Path directory;

  @Test
  void without_manifests_the_workloads_of_the_cluster_are_judged_by_its_policies()
      throws IOException {
    Run run = Run.on(new FakeCluster().with(Mode.Enforce), "", "check", "--cluster", "-o", "json");

    assertThat(run.code()).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("summary").get("violating").asInt()).isEqualTo(1);
    assertThat(json.get("summary").get("notApplicable").asInt()).isEqualTo(1);
    JsonNode web = json.get("workloads").get(0);
    assertThat(web.get("kind").asText()).isEqualTo("Deployment");
    assertThat(web.get("namespace").asText()).isEqualTo("shop");
    assertThat(web.get("source").isNull()).isTrue();
    assertThat(web.get("violations").get(0).get("platform").asText()).isEqualTo("linux/s390x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "sarif", "junit", "github"})
  void every_printer_names_a_workload_that_no_file_holds(String output) {
    Run run = Run.on(new FakeCluster().with(Mode.Enforce), "", "check", "--cluster", "-o", output);

    assertThat(run.out()).contains("Deployment").contains("shop").contains("LibcDenied");
    assertThat(run.out()).doesNotContain("file=", "physicalLocation", "null:");
  }

  @Test
  void one_namespace_can_be_asked_for() {
    var cluster = new FakeCluster().with(Mode.Warn);

    assertThat(Run.on(cluster, "", "check", "--cluster", "--namespace", "shop").code()).isZero();
    assertThat(cluster.asked()).contains("workloads of shop");
  }

  @Test
  void a_chosen_platform_asks_for_no_nodes() {
    var cluster = new FakeCluster().with(Mode.Enforce);

    Run run = Run.on(cluster, "", "check", "--cluster", "--platform", "linux/arm64");

    assertThat(run.out()).contains("(linux/arm64)");
    assertThat(cluster.asked()).doesNotContain("platforms");
  }

  @Test
  void manifests_are_judged_with_the_labels_of_the_cluster_and_their_own_win() {
    var cluster = new FakeCluster().with(Mode.Enforce);
    String manifests =
        deployment("lab", "in-lab")
            + deployment("new", "in-new")
            + deployment("shop", "in-shop")
            + deployment("shop", "too")
            + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: own, labels: {stage: lab}}\n"
            + deployment("own", "in-own");

    Run run = Run.on(cluster, manifests, "check", "--cluster", "-f", "-");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("lab/in-lab .*\n  NotApplicable")
        .containsPattern("new/in-new .*\n  Violating, denied")
        .containsPattern("shop/in-shop .*\n  Violating, denied")
        .containsPattern("own/in-own .*\n  Violating, denied");
    assertThat(cluster.asked())
        .containsExactly(
            "platforms", "policies", "labels of lab", "labels of new", "labels of shop");
  }

  @Test
  void images_are_judged_by_the_policies_of_the_cluster() {
    Run run = Run.on(new FakeCluster().with(Mode.Enforce), "", "check", "--cluster", "alpine");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("1 workload: 0 compliant, 1 violating");
  }

  @Test
  void a_policy_that_is_not_in_force_there_is_said_and_changes_no_exit_code() {
    var cluster = new FakeCluster().with(Mode.Warn, "BaseImagePolicy x is not in force: spec: no");

    Run run = Run.on(cluster, "", "check", "--cluster");

    assertThat(run.code()).isZero();
    assertThat(run.err())
        .isEqualTo("bedplate: warning: BaseImagePolicy x is not in force: spec: no\n");
  }

  @Test
  void nothing_is_judged_where_there_is_no_policy() throws IOException {
    Path exception = directory.resolve("exception.yaml");
    Files.writeString(
        exception,
        "apiVersion: bedplate.dev/v1alpha1\nkind: BaseImageException\nmetadata: {name: a}\nspec: {mode: Warn}\n");

    assertThat(Run.on(new FakeCluster(), "", "check", "--cluster"))
        .isEqualTo(
            new Run(
                2,
                "",
                "bedplate: the cluster: no BaseImagePolicy in it, so nothing would be judged\n"));
    assertThat(Run.on(new FakeCluster(), "", "check", "--cluster", "-p", exception + "").err())
        .contains(
            exception + ", the cluster: no BaseImagePolicy in it, so nothing would be judged");
  }

  @Test
  void policies_of_files_are_enough_in_a_cluster_without_any() throws IOException {
    Path policy = directory.resolve("policy.yaml");
    Files.writeString(
        policy,
        "apiVersion: bedplate.dev/v1alpha1\nkind: BaseImagePolicy\nmetadata: {name: a}\nspec: {mode: Enforce}\n");

    assertThat(Run.on(new FakeCluster(), "", "check", "--cluster", "-p", policy + "").code())
        .isEqualTo(1);
  }

  @Test
  void an_API_server_that_does_not_answer_is_one_line() {
    Run run = Run.on(new FakeCluster().with(Mode.Enforce).gone(), "", "check", "--cluster");

    assertThat(run)
        .isEqualTo(
            new Run(
                2,
                "",
                "bedplate: nodes cannot be read: the API server https://x cannot be reached\n"));
  }

  private static String deployment(String namespace, String name) {
    return """
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {namespace: %s, name: %s}
    spec: {template: {spec: {containers: [{name: app, image: alpine}]}}}
    """
        .formatted(namespace, name);
  }
}
