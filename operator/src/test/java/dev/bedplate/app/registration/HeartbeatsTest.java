package dev.bedplate.app.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.reconcile.Effect;
import dev.bedplate.reconcile.Effect.Doubt;
import dev.bedplate.webhook.Heartbeat;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
  private static final ValidatingWebhookConfiguration REGISTERED =
      new WebhookRegistration(
              URI.create("https://127.0.0.1:1/validate"), "", Duration.ofSeconds(5), List.of())
          .configuration();
  private final AtomicBoolean leads = new AtomicBoolean(true);
  private final Set<String> questions = ConcurrentHashMap.newKeySet();
  private volatile int refusal;

  /** An API server with a webhook, or with a problem. */
  private final Pulse.Line line =
      new Pulse.Line() {
        @Override
        public Optional<ValidatingWebhookConfiguration> configuration() {
          if (refusal != 0) {
            throw failure(refusal, "no");
          }
          return Optional.of(REGISTERED);
        }

        @Override
        public void ask(String question) {
          questions.add(question);
          throw failure(403, "denied the request: " + Heartbeat.answer(question));
        }
      };

  private static KubernetesClientException failure(int code, String message) {
    return new KubernetesClientException(
        message, code, new StatusBuilder().withCode(code).withMessage(message).build());
  }

  private Heartbeats start(Duration every) {
    return Heartbeats.start(
        line, new Heartbeats.Settings(every, Duration.ofSeconds(1)), Map::of, leads::get);
  }

  private static void awaitDoubt(Heartbeats heartbeats, Doubt doubt) {
    await()
        .until(
            () -> heartbeats.effect() instanceof Effect.Unknown(var reason, _) && reason == doubt);
  }

  @Test
  void S_34_it_is_asked_anew_each_time_and_doubts_come_and_go() {
    try (Heartbeats heartbeats = start(Duration.ofMillis(20))) {
      await().until(() -> heartbeats.effect() instanceof Effect.InEffect);
      await().until(() -> questions.size() > 3);
      assertThat(heartbeats.states()).isEqualTo(Map.of("InEffect", 1, "Lost", 0, "Unknown", 0));
      refusal = 403;
      awaitDoubt(heartbeats, Doubt.NotPermitted);
      refusal = 503;
      awaitDoubt(heartbeats, Doubt.ApiServerSilent);
      assertThat(heartbeats.states()).isEqualTo(Map.of("InEffect", 0, "Lost", 0, "Unknown", 1));
      refusal = 0;
      await().until(() -> heartbeats.effect() instanceof Effect.InEffect);
    }
  }

  @Test
  void who_does_not_lead_asks_nothing_and_forgets_what_it_knew() throws Exception {
    leads.set(false);
    try (Heartbeats heartbeats = start(Duration.ofMillis(20))) {
      Thread.sleep(60);
      assertThat(questions).isEmpty();
      assertThat(heartbeats.states()).isEmpty();
      leads.set(true);
      await().until(() -> heartbeats.effect() instanceof Effect.InEffect);
      leads.set(false);
      awaitDoubt(heartbeats, Doubt.NotKnownYet);
    }
    Set<String> before = new HashSet<>(questions);
    Thread.sleep(60);
    assertThat(questions).as("after the end").isEqualTo(before);
  }

  @Test
  void S_34_who_turned_it_off_is_told_that_nothing_is_known() {
    try (Heartbeats heartbeats = start(Duration.ZERO)) {
      awaitDoubt(heartbeats, Doubt.NotObserved);
    }
    assertThat(questions).isEmpty();
  }

  @Test
  void a_request_takes_little_longer_than_the_API_server_waits_for_the_webhook() {
    assertThat(Heartbeats.Settings.of(Duration.ofSeconds(10), Duration.ofSeconds(2)).longest())
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(Heartbeats.Settings.of(Duration.ofSeconds(10), Duration.ofSeconds(30)).longest())
        .isEqualTo(Duration.ofSeconds(6));
  }
}
