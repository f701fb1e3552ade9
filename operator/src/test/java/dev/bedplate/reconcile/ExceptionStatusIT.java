package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.api.v1alpha1.BaseImageException;
import dev.bedplate.api.v1alpha1.BaseImageExceptionStatus;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.fixture.MovingClock;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowingConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@WithApiServer
class ExceptionStatusIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private final MovingClock clock = new MovingClock();

  @Test
  void an_exception_ends_without_any_event(ApiServer server) throws Exception {
    server.createNamespace("excused", Map.of());
    try (var controllers = new ControllerFixture(server, clock)) {
      controllers.push("old", "1", "alpine", "3.20.3");
      HasMetadata web = controllers.deployment("excused", "web", "old:1");
      controllers.apply(
          """
          apiVersion: bedplate.dev/v1alpha1
          kind: BaseImagePolicy
          metadata: {name: excused}
          spec:
            match: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: excused}}}
            rules: {distributions: {deny: [{id: alpine}]}}
          """);
      controllers.apply(
          """
          apiVersion: bedplate.dev/v1alpha1
          kind: BaseImageException
          metadata: {name: until-noon}
          spec: {policies: [excused], justification: moving, expires: 2026-11-23T12:00:00Z}
          """);
      eventually(
          controllers,
          status -> {
            assertThat(status.active()).isTrue();
            assertThat(status.usedBy()).containsExactly("Deployment excused/web");
          });
      assertThat(verdict(controllers.current(web))).isEqualTo("Exempt");
      controllers.awaitEvents("until-noon", "ExceptionExpiring");

      clock.advance(Duration.ofHours(2));
      eventually(
          controllers,
          status -> {
            assertThat(status.active()).isFalse();
            assertThat(status.usedBy()).isEmpty();
          });
      assertThat(verdict(controllers.current(web))).isEqualTo("Violating");
      controllers.awaitEvents("until-noon", "ExceptionExpiring", "ExceptionExpired");

      controllers.restart();
      controllers.awaitSettled();
      assertThat(controllers.told("until-noon"))
          .as("a restart tells nothing again")
          .containsExactly("ExceptionExpiring", "ExceptionExpired");
    }
  }

  @Test
  void one_for_a_policy_that_nobody_has_says_so_until_there_is_one(ApiServer server)
      throws Exception {
    try (var controllers = new ControllerFixture(server, clock)) {
      controllers.apply(
          """
          apiVersion: bedplate.dev/v1alpha1
          kind: BaseImageException
          metadata: {name: until-noon}
          spec: {policies: [nobody-has], justification: moving, expires: 2026-11-23T12:00:00Z}
          """);
      eventually(
          controllers,
          status ->
              assertThat(status.conditions())
                  .anySatisfy(
                      it -> {
                        assertThat(it.getReason()).isEqualTo("PolicyNotFound");
                        assertThat(it.getMessage()).contains("BaseImagePolicy nobody-has");
                      }));
      controllers.apply(
          """
          apiVersion: bedplate.dev/v1alpha1
          kind: BaseImagePolicy
          metadata: {name: nobody-has}
          spec: {rules: {libc: {deny: [Uclibc]}}}
          """);
      eventually(
          controllers,
          status ->
              assertThat(status.conditions())
                  .extracting(Condition::getReason)
                  .contains("Found")
                  .doesNotContain("PolicyNotFound"));
    }
  }

  private static void eventually(
      ControllerFixture controllers, ThrowingConsumer<BaseImageExceptionStatus> says) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              BaseImageException found =
                  controllers
                      .client()
                      .resources(BaseImageException.class)
                      .withName("until-noon")
                      .get();
              assertThat(found.getStatus()).isNotNull();
              says.accept(found.getStatus());
            });
  }

  private static @Nullable String verdict(HasMetadata object) {
    return Marks.on(object.getMetadata().getLabels(), null).verdict();
  }
}
