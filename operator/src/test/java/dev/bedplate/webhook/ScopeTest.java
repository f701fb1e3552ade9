package dev.bedplate.webhook;

import static dev.bedplate.webhook.Reviews.containers;
import static dev.bedplate.webhook.Reviews.creating;
import static dev.bedplate.webhook.Reviews.pod;
import static dev.bedplate.webhook.Reviews.templated;
import static dev.bedplate.webhook.Reviews.updating;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.source.ReferenceParser;
import dev.bedplate.webhook.Scoped.Judged;
import dev.bedplate.webhook.Scoped.Passed;
import dev.bedplate.webhook.Scoped.Unreadable;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
  private final Scope scope = new Scope(Set.of("kube-system"), ReferenceParser::parseRegistry);

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "CONNECT"})
  void onlyWhatIsStoredIsJudged(String operation) {
    assertThat(scope.of(creating(pod("alpine")).operation(operation).review()))
        .isEqualTo(new Passed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "scale"})
  void subresourcesWithoutImagesPass(String name) {
    assertThat(scope.of(updating(pod("debian"), pod("alpine")).sub(name).review()))
        .isEqualTo(new Passed());
  }

  @ParameterizedTest
  @CsvSource({
    "apps, Deployment",
    "apps, StatefulSet",
    "apps, DaemonSet",
    "apps, ReplicaSet",
    "batch, Job",
    "batch, CronJob"
  })
  void everyKindWithATemplateIsJudged(String group, String kind) {
    String object = templated(group + "/v1", kind, "", containers("app", "alpine"));
    assertThat(scope.of(creating(object).of(group, kind, "any").review()))
        .isInstanceOfSatisfying(
            Judged.class, judged -> assertThat(judged.workload().images()).hasSize(1));
  }

  @Test
  void whatIsInANamespaceThatIsNeverJudgedPasses() {
    assertThat(scope.of(creating(pod("alpine")).in("kube-system").review()))
        .isEqualTo(new Passed());
    assertThat(scope.of(creating("null").in("kube-system").review()))
        .as("even when it cannot be read")
        .isEqualTo(new Passed());
    assertThat(scope.of(creating(pod("alpine")).in("kube-system-2").review()))
        .isInstanceOf(Judged.class);
  }

  @ParameterizedTest
  @CsvSource({"apps, v1beta1, Deployment", "batch, v2alpha1, CronJob", "batch, v1beta1, Job"})
  void aKindInAnotherVersionOfItsGroupIsJudged(String group, String version, String kind) {
    String object = templated(group + "/" + version, kind, "", containers("app", "alpine"));
    assertThat(scope.of(creating(object).of(group, kind, "any").version(version).review()))
        .isInstanceOfSatisfying(
            Judged.class, judged -> assertThat(judged.workload().images()).hasSize(1));
  }

  @Test
  void whatTheApiServerConvertedIsReadAsWhatItWasConvertedTo() {
    String object = templated("apps/v1", "Deployment", "", containers("app", "alpine"));
    var converted = creating(object).of("apps", "Deployment", "deployments");
    assertThat(scope.of(converted.requestedAs("extensions", "v1beta1").review()))
        .isInstanceOf(Judged.class);
  }

  @Test
  void otherKindsPass() {
    assertThat(scope.of(creating("{\"spec\": {}}").of("", "ConfigMap", "configmaps").review()))
        .isEqualTo(new Passed());
    assertThat(scope.of(creating(pod("alpine")).of("example.com", "Pod", "pods").review()))
        .isEqualTo(new Passed());
  }

  @Test
  void anUpdateThatLeavesEveryImageAsItIsPasses() {
    String more = pod("\"generation\": 7,", "\"nodeName\": \"n\", " + containers("app", "alpine"));
    assertThat(scope.of(updating(pod("alpine"), more).review())).isEqualTo(new Passed());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "containers": [{"name": "app", "image": "alpine:2"}]
          "containers": [{"name": "other", "image": "alpine:1"}]
          "initContainers": [{"name": "app", "image": "alpine:1"}]
          "containers": []
          "containers": [{"name": "app", "image": "alpine:1"}, {"name": "b", "image": "alpine:1"}]
          """)
  void anUpdateOfAnyImageIsJudged(String spec) {
    assertThat(scope.of(updating(pod("alpine:1"), pod("", spec)).review()))
        .isInstanceOf(Judged.class);
  }

  @Test
  void anUpdateWithoutTheOldObjectIsJudged() {
    assertThat(scope.of(updating("null", pod("alpine")).review())).isInstanceOf(Judged.class);
  }

  @Test
  void creationNeverTrustsAnOldObject() {
    var review = updating(pod("alpine"), pod("alpine")).operation("CREATE").review();
    assertThat(scope.of(review)).isInstanceOf(Judged.class);
  }

  @Test
  void S_03_ephemeralContainersAreJudgedAndOtherSubresourcesWithAPodToo() {
    String with =
        pod(
            "",
            containers("app", "debian")
                + ", \"ephemeralContainers\": [{\"name\": \"d\", \"image\": \"alpine\"}]");
    assertThat(scope.of(updating(pod("debian"), with).sub("ephemeralcontainers").review()))
        .isInstanceOfSatisfying(
            Judged.class, judged -> assertThat(judged.workload().images()).hasSize(2));
    assertThat(scope.of(updating(pod("debian"), with).sub("resize").review()))
        .isInstanceOf(Judged.class);
  }

  @Test
  void S_20_anObjectThatIsBeingDeletedIsJudgedToo() {
    String deleting = "\"deletionTimestamp\": \"2026-11-23T12:00:00Z\",";
    var review =
        updating(
            pod(deleting, containers("app", "debian")), pod(deleting, containers("app", "alpine")));
    assertThat(scope.of(review.review())).isInstanceOf(Judged.class);
  }

  @Test
  void S_25_onlyTheWholeSetOfImagesCountsAsUnchanged() {
    String two =
        containers("app", "debian")
            + ", \"volumes\": [{\"name\": \"v\", \"image\": {\"reference\": \"%s\"}}]";
    var review = updating(pod("", two.formatted("debian")), pod("", two.formatted("alpine")));
    assertThat(scope.of(review.review())).isInstanceOf(Judged.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{\"metadata\": {\"name\": \"web\"}}",
        "{\"metadata\": {\"name\": \"web\"}, \"spec\": {\"containers\": {\"name\": \"app\"}}}",
        "{\"metadata\": {\"name\": \"web\"}, \"spec\": {\"containers\": [{\"image\": 7}]}}"
      })
  void S_28_anObjectThatCannotBeReadIsNeverPassed(String object) {
    assertThat(scope.of(creating(object).review())).isInstanceOf(Unreadable.class);
  }
}
