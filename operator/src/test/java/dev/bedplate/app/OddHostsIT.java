package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.app.Api.Answer;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.source.OddHosts;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A musl image beside one in a registry that nobody can ask, in both doors of the cluster. */
@WithApiServer
class OddHostsIT {
  @AutoClose private static OperatorScene scene;
  private static Api api;

  @BeforeAll
  static void open(ApiServer server) throws Exception {
    scene = OperatorScene.open(server);
    api = scene.api();
    scene.namespace("refusing", Map.of());
    scene.namespace("auditing", Map.of());
    scene.policy("refusing", "refusing", "mode: Enforce, rules: {libc: {deny: [Musl]}}");
    scene.policy("auditing", "auditing", "rules: {libc: {deny: [Musl]}}");
  }

  private static String pod(String name, String first, String second) {
    return Kinds.Pod.with(
        name,
        "containers: [{name: app, image: '%s'}, {name: odd, image: '%s'}]"
            .formatted(first, second));
  }

  @Test
  void S_31_the_musl_image_is_refused_whatever_the_host_of_the_other() {
    for (String host : OddHosts.ALL) {
      String odd = host + "/x";
      Answer answer =
          api.post(Kinds.Pod.in("refusing") + "?dryRun=All", pod("p", scene.alpine(), odd));
      assertThat(answer.status()).as(odd + ": " + answer.body()).isEqualTo(403);
      assertThat(answer.body()).contains("LibcDenied", "container odd", "InvalidImage");
      Answer alone =
          api.post(Kinds.Pod.in("refusing") + "?dryRun=All", pod("p", scene.debian(), odd));
      assertThat(alone.status()).as(odd + ": " + alone.body()).isEqualTo(201);
      assertThat(alone.warnings()).singleElement().asString().contains("odd", "InvalidImage");
    }
  }

  @Test
  void S_31_the_workload_is_marked_whatever_the_host_of_the_other() {
    for (int i = 0; i < OddHosts.ALL.size(); i++) {
      Answer answer =
          api.post(
              Kinds.Pod.in("auditing"), pod("p" + i, scene.alpine(), OddHosts.ALL.get(i) + "/x"));
      assertThat(answer.created()).as(answer.body()).isTrue();
    }
    for (int i = 0; i < OddHosts.ALL.size(); i++) {
      scene.awaitVerdict(Kinds.Pod.in("auditing") + "/p" + i, "Violating");
    }
  }
}
