package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.app.Api.Answer;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a cluster admin and a developer see at the API server, through the registered webhook. */
@WithApiServer
class AdmissionIT {
  @AutoClose private static OperatorScene scene;
  private static Api api;

  @BeforeAll
  static void open(ApiServer server) throws Exception {
    scene = OperatorScene.open(server);
    api = scene.api();
    for (String mode : new String[] {"Enforce", "Warn", "Audit"}) {
      String namespace = mode.toLowerCase(java.util.Locale.ROOT);
      scene.namespace(namespace, Map.of("stage", namespace));
      scene.policy(
          "no-musl-" + namespace,
          namespace,
          "mode: %s, rules: {libc: {deny: [Musl]}}".formatted(mode));
    }
  }

  @ParameterizedTest
  @EnumSource(Kinds.class)
  void every_kind_is_denied_with_its_field_and_digest(Kinds kind) {
    Answer answer = api.post(kind.in("enforce"), kind.object("musl", scene.alpine()));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body())
        .contains(
            "container app (spec.",
            "containers[0].image)",
            scene.registry().authority() + "/alpine:1@sha256:",
            "musl 1.2.5 (/lib/ld-musl-x86_64.so.1)",
            "policy no-musl-enforce",
            "LibcDenied",
            "accepted: any other libc");
  }

  @ParameterizedTest
  @EnumSource(Kinds.class)
  void every_kind_is_admitted_with_a_warning(Kinds kind) {
    Answer answer = api.post(kind.in("warn"), kind.object("musl", scene.alpine()));
    assertThat(answer.created()).as(answer.body()).isTrue();
    assertThat(answer.warnings())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it)
                    .startsWith("no-musl-warn: app: musl 1.2.5")
                    .hasSizeLessThanOrEqualTo(120));
  }

  @ParameterizedTest
  @EnumSource(Kinds.class)
  void every_kind_is_admitted_silently_when_only_recorded(Kinds kind) {
    Answer answer = api.post(kind.in("audit"), kind.object("musl", scene.alpine()));
    assertThat(answer.created()).as(answer.body()).isTrue();
    assertThat(answer.warnings()).isEmpty();
  }

  @Test
  void what_complies_is_admitted() {
    Answer answer = api.post(Kinds.Pod.in("enforce"), Kinds.Pod.object("glibc", scene.debian()));
    assertThat(answer.created()).as(answer.body()).isTrue();
    assertThat(answer.warnings()).isEmpty();
  }
}
