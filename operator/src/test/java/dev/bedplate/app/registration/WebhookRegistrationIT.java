package dev.bedplate.app.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.source.fixture.MovableClock;
import dev.bedplate.webhook.Answer;
import dev.bedplate.webhook.server.WebhookServer;
import dev.bedplate.webhook.tls.SelfSigned;
import io.fabric8.kubernetes.api.model.EphemeralContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A webhook outside of the cluster, registered by its URL. */
@WithApiServer(fresh = true)
class WebhookRegistrationIT {
  private final MovableClock clock = new MovableClock();
  private ApiServer server;
  private RegisteredWebhook door;

  @BeforeEach
  void start(ApiServer server) {
    this.server = server;
    door = new RegisteredWebhook(server);
  }

  @AfterEach
  void stop() {
    door.close();
  }

  @Test
  void a_registered_webhook_with_a_generated_certificate_is_asked() throws Exception {
    SelfSigned made = SelfSigned.generate(RegisteredWebhook.LOOPBACK.names(), clock.instant());
    try (WebhookServer webhook = door.serve(made.certificate())) {
      door.register(webhook, made.caBundle());
      door.awaitRefusal("refused");
      assertThat(door.reviews().getFirst().kind()).isEqualTo("Deployment");
      assertThat(door.reviews().getFirst().dryRun()).isTrue();

      door.answer(Answer.ALLOWED);
      Pod pod =
          server
              .admin()
              .resource(
                  new PodBuilder()
                      .withNewMetadata()
                      .withNamespace(door.namespace())
                      .withName("pod")
                      .endMetadata()
                      .withNewSpec()
                      .addNewContainer()
                      .withName("app")
                      .withImage("r.example/app")
                      .endContainer()
                      .endSpec()
                      .build())
              .create();
      door.reviews().clear();
      server.admin().resource(pod).edit(it -> label(it));
      assertThat(door.reviews()).as("of a label").isEmpty();

      door.answer(RegisteredWebhook.REFUSED);
      assertThatThrownBy(this::addDebugger).hasMessageContaining("not this image");
      assertThat(door.reviews())
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.resource()).isEqualTo("pods");
                assertThat(it.subResource()).isEqualTo("ephemeralcontainers");
              });
    }
  }

  @Test
  void what_the_chart_wrote_can_be_registered_anew() throws Exception {
    try (WebhookServer webhook =
        door.serve(SelfSigned.generate(List.of("a"), clock.instant()).certificate())) {
      door.register(webhook, "first");
      door.configuration().edit(it -> it.setCaBundle("c2Vjb25k"));
      door.register(webhook, "third");
      assertThat(door.trusted()).isEqualTo(WebhookRegistration.base64("third"));
      assertThat(door.configuration().get().getWebhooks()).hasSize(1);
    }
  }

  private static Pod label(Pod pod) {
    return new PodBuilder(pod).editMetadata().addToLabels("a", "b").endMetadata().build();
  }

  private void addDebugger() {
    server
        .admin()
        .pods()
        .inNamespace(door.namespace())
        .withName("pod")
        .ephemeralContainers()
        .edit(
            it ->
                new PodBuilder(it)
                    .editSpec()
                    .addToEphemeralContainers(
                        new EphemeralContainerBuilder()
                            .withName("debugger")
                            .withImage("r.example/debugger")
                            .build())
                    .endSpec()
                    .build());
  }
}
