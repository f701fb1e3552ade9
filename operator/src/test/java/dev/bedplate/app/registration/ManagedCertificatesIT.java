package dev.bedplate.app.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bedplate.chart.Chart;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import dev.bedplate.source.fixture.MovableClock;
import dev.bedplate.webhook.server.WebhookServer;
import dev.bedplate.webhook.tls.ManagedKeys;
import dev.bedplate.webhook.tls.Rotation;
import dev.bedplate.webhook.tls.SelfSigned;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Certificates of the own authority, kept with the rights that the chart gives. */
@WithApiServer(fresh = true)
class ManagedCertificatesIT {
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

  private ManagedCertificates managed() throws IOException {
    var settings =
        new ManagedCertificates.Settings(
            door.namespace(),
            RegisteredWebhook.LOOPBACK,
            Duration.ofDays(1),
            Duration.ofSeconds(30));
    return ManagedCertificates.start(door.robot(), settings, clock);
  }

  @Test
  void R_06_replicas_that_start_at_once_have_one_authority() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ManagedCertificates>> starting = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        starting.add(threads.submit(this::managed));
      }
      List<String> bundles = new ArrayList<>();
      for (Future<ManagedCertificates> replica : starting) {
        try (ManagedCertificates certificates = replica.get()) {
          bundles.add(WebhookRegistration.base64(certificates.known().caBundle()));
        }
      }
      assertThat(bundles).hasSize(4).containsOnly(door.secret().getData().get("ca.crt"));
    }
  }

  @Test
  void of_two_who_write_the_second_one_reads_again() {
    var secret = new KeySecret(door.robot(), door.namespace());
    KeySecret.Stored nothing = secret.read();
    assertThat(secret.write(nothing, Rotation.first(RegisteredWebhook.LOOPBACK, clock.instant())))
        .isTrue();
    assertThat(secret.write(nothing, Rotation.first(RegisteredWebhook.LOOPBACK, clock.instant())))
        .isFalse();

    KeySecret.Stored stored = secret.read();
    assertThat(secret.write(stored, Rotation.first(RegisteredWebhook.LOOPBACK, clock.instant())))
        .isTrue();
    assertThat(secret.write(stored, Rotation.first(RegisteredWebhook.LOOPBACK, clock.instant())))
        .isFalse();
  }

  @Test
  void R_06_replicas_that_renew_at_once_agree() throws Exception {
    try (ManagedCertificates one = managed();
        ManagedCertificates other = managed();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ManagedKeys before = one.known();
      clock.pass(Duration.ofDays(70));
      Future<?> first = threads.submit(one::refresh);
      Future<?> second = threads.submit(other::refresh);
      first.get();
      second.get();

      assertThat(one.known().servesLike(before)).isFalse();
      assertThat(one.known().servesLike(other.known())).isTrue();
    }
  }

  @Test
  void an_emptied_ca_bundle_is_healed_and_nothing_else_touched() throws Exception {
    try (ManagedCertificates certificates = managed();
        WebhookServer webhook = door.serve(certificates.certificate())) {
      door.register(webhook, "");
      certificates.refresh();
      assertThat(door.trusted()).isEqualTo(door.secret().getData().get("ca.crt"));
      door.awaitRefusal("healed");

      Long generation = door.configuration().get().getMetadata().getGeneration();
      certificates.refresh();
      assertThat(door.configuration().get().getMetadata().getGeneration()).isEqualTo(generation);
      door.configuration().edit(it -> it.setCaBundle(""));
      certificates.refresh();
      assertThat(door.trusted()).isEqualTo(door.secret().getData().get("ca.crt"));
    }
  }

  @Test
  void R_06_a_deleted_or_broken_secret_is_made_anew_while_the_certificate_goes_on()
      throws Exception {
    try (ManagedCertificates certificates = managed();
        WebhookServer webhook = door.serve(certificates.certificate())) {
      door.register(webhook, "");
      certificates.refresh();
      ManagedKeys before = certificates.known();
      server.admin().resource(door.secret()).delete();
      certificates.refresh();
      assertThat(certificates.known().servesLike(before)).isTrue();
      assertThat(door.trusted()).isEqualTo(door.secret().getData().get("ca.crt"));

      Secret broken = door.secret();
      broken.getData().put("tls.key", "eA==");
      server.admin().resource(broken).update();
      certificates.refresh();
      assertThat(door.secret().getData().get("tls.key")).isNotEqualTo("eA==");
      assertThat(certificates.known().servesLike(before)).isTrue();
      Handshake.with(webhook, door.trusted());
    }
  }

  /** What is left of the Secret's data: nothing, or about half. */
  static Stream<Set<String>> remains() {
    return Stream.of(
        Set.of(),
        Set.of("tls.crt"),
        Set.of("tls.key"),
        Set.of("ca.crt", "ca.key", "tls.crt"),
        Set.of("ca.crt", "ca.key", "tls.key"),
        Set.of("ca.key", "tls.crt", "tls.key"),
        Set.of("ca.crt", "tls.crt", "tls.key"));
  }

  private void leave(Set<String> remains) {
    Secret secret = door.secret();
    secret.getData().keySet().retainAll(remains);
    server.admin().resource(secret).update();
  }

  /** The Secret is whole and what it holds is served, trusted and asked. */
  private void expectServedAsStored(WebhookServer webhook) throws Exception {
    Map<String, String> data = door.secret().getData();
    assertThat(data).containsOnlyKeys("ca.crt", "ca.key", "tls.crt", "tls.key");
    // What a lost authority signed may still be presented by others, for an hour.
    assertThat(new ArrayList<Object>(Handshake.authorities(door.trusted())))
        .containsAll(Handshake.authorities(Objects.requireNonNull(data.get("ca.crt"))));
    assertThat(Handshake.with(webhook, door.trusted()))
        .isEqualTo(Handshake.authorities(Objects.requireNonNull(data.get("tls.crt"))).getFirst());
    door.awaitRefusal("repaired");
  }

  @ParameterizedTest
  @MethodSource("remains")
  void a_webhook_that_starts_with_a_Secret_that_is_not_whole_fills_it_and_is_trusted(
      Set<String> remains) throws Exception {
    try (ManagedCertificates gone = managed();
        WebhookServer webhook = door.serve(gone.certificate())) {
      door.register(webhook, gone.known().caBundle());
    }
    leave(remains);
    try (ManagedCertificates certificates = managed();
        WebhookServer webhook = door.serve(certificates.certificate())) {
      assertThat(webhook.ready()).isTrue();
      door.moveTo(webhook);
      expectServedAsStored(webhook);
    }
  }

  @ParameterizedTest
  @MethodSource("remains")
  void a_Secret_that_loses_some_of_its_data_is_filled_while_the_certificate_goes_on(
      Set<String> remains) throws Exception {
    try (ManagedCertificates certificates = managed();
        WebhookServer webhook = door.serve(certificates.certificate())) {
      door.register(webhook, "");
      ManagedKeys before = certificates.known();
      leave(remains);

      certificates.refresh();

      assertThat(certificates.known().servesLike(before)).isTrue();
      expectServedAsStored(webhook);
    }
  }

  @Test
  void R_06_a_whole_rotation_fails_no_handshake() throws Exception {
    clock.pass(Duration.ofDays(-300));
    try (ManagedCertificates certificates = managed();
        WebhookServer webhook = door.serve(certificates.certificate())) {
      door.register(webhook, certificates.known().caBundle());
      clock.pass(Duration.ofDays(300).minusHours(3));
      var serials = new ArrayList<>();
      var bundles = new ArrayList<String>();
      for (Duration passes :
          List.of(Duration.ZERO, Duration.ZERO, Duration.ofHours(2), Duration.ofHours(1))) {
        clock.pass(passes);
        String before = door.trusted();
        certificates.refresh();
        // A kube-apiserver that has not yet heard of the new bundle trusts the certificate too.
        serials.add(Handshake.with(webhook, before).getSerialNumber());
        assertThat(Handshake.with(webhook, door.trusted()).getSerialNumber())
            .isEqualTo(serials.getLast());
        bundles.add(door.trusted());
        door.awaitRefusal("rotated");
      }
      assertThat(serials).as("certificates").hasSize(4);
      assertThat(serials.get(1)).isEqualTo(serials.get(0));
      assertThat(serials.get(2)).isNotEqualTo(serials.get(1));
      assertThat(serials.get(3)).isEqualTo(serials.get(2));
      assertThat(Handshake.authorities(bundles.get(0))).hasSize(1);
      assertThat(Handshake.authorities(bundles.get(1))).hasSize(2);
      assertThat(Handshake.authorities(bundles.get(2))).hasSize(2);
      assertThat(Handshake.authorities(bundles.get(3))).hasSize(1);
      assertThatThrownBy(() -> Handshake.with(webhook, bundles.get(0)))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void without_rights_the_start_says_what_is_missing() {
    var settings =
        new ManagedCertificates.Settings(
            door.namespace(), RegisteredWebhook.LOOPBACK, Duration.ofDays(1), Duration.ZERO);
    try (KubernetesClient nobody = server.serviceAccount(door.namespace(), "nobody")) {
      assertThatThrownBy(() -> ManagedCertificates.start(nobody, settings, clock))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the webhook has no certificate")
          .hasMessageContaining(KeySecret.NAME);
    }
  }

  @Test
  void without_a_configuration_the_certificate_serves_all_the_same() throws Exception {
    try (ManagedCertificates certificates = managed()) {
      assertThatCode(certificates::refresh).doesNotThrowAnyException();
      assertThat(certificates.certificate().isValid(clock.instant())).isTrue();
    }
  }

  private static ValidatingWebhookConfiguration chart(WebhookServer webhook, String more) {
    return Chart.rendered(
            "webhook: {failurePolicy: Fail, url: 'https://127.0.0.1:%d'%s}"
                .formatted(webhook.port(), more))
        .one(ValidatingWebhookConfiguration.class, "bedplate");
  }

  @Test
  void S_38_a_first_installation_with_Fail_refuses_nothing_before_somebody_serves()
      throws Exception {
    door.mayWatch();
    try (ManagedCertificates certificates = managed();
        WebhookServer webhook = door.serve(certificates.certificate())) {
      door.configuration().put(chart(webhook, ""));
      await().until(() -> Objects.equals(door.trusted(), door.secret().getData().get("ca.crt")));
      assertThatCode(() -> door.create("before")).doesNotThrowAnyException();
      assertThat(door.configuration().rules()).isEmpty();

      certificates.serves();

      door.awaitRefusal("after");
      Long generation = door.configuration().get().getMetadata().getGeneration();
      door.configuration().put(chart(webhook, ""));
      assertThat(door.configuration().get().getMetadata().getGeneration())
          .as("what the chart says is no change")
          .isEqualTo(generation);
    }
  }

  @Test
  void S_38_a_configuration_that_is_made_anew_is_trusted_and_asks_within_a_second()
      throws Exception {
    door.mayWatch();
    try (ManagedCertificates certificates = managed();
        WebhookServer webhook = door.serve(certificates.certificate())) {
      door.configuration().put(chart(webhook, ""));
      certificates.serves();
      door.awaitRefusal("first");
      for (int i = 0; i < 3; i++) {
        door.configuration().delete();
        door.configuration().put(chart(webhook, ""));
        await()
            .atMost(Duration.ofSeconds(2))
            .until(() -> !door.configuration().rules().isEmpty() && door.trusted() != null);
        door.awaitRefusal("again");
      }
    }
  }

  @Test
  void S_38_while_the_mode_of_the_certificate_is_changed_both_authorities_are_trusted(
      @TempDir Path directory) throws Exception {
    door.mayWatch();
    SelfSigned given =
        SelfSigned.generate(RegisteredWebhook.LOOPBACK.names(), Clock.systemUTC().instant());
    Path authority = Files.writeString(directory.resolve("ca.crt"), given.caBundle());
    try (WebhookServer other = door.serve(given.certificate());
        KeptRegistration kept =
            KeptRegistration.start(door.robot(), authority, Clock.systemUTC())) {
      door.configuration().put(chart(other, ""));
      kept.serves();
      door.awaitRefusal("given");
      String alone = door.trusted();
      assertThat(Handshake.authorities(alone)).hasSize(1);

      try (ManagedCertificates certificates = managed();
          WebhookServer webhook = door.serve(certificates.certificate())) {
        assertThat(Handshake.authorities(door.trusted())).hasSize(2);
        Handshake.with(other, door.trusted());
        Handshake.with(webhook, door.trusted());

        door.configuration().edit(it -> it.setCaBundle(alone));
        await()
            .atMost(Duration.ofSeconds(2))
            .until(() -> Handshake.authorities(door.trusted()).size() == 2);
        Handshake.with(webhook, door.trusted());
      }
    }
  }

  @Test
  void S_38_what_an_injector_writes_is_left_to_it_and_waited_for(@TempDir Path directory)
      throws Exception {
    door.mayWatch();
    SelfSigned given =
        SelfSigned.generate(RegisteredWebhook.LOOPBACK.names(), Clock.systemUTC().instant());
    Path authority = Files.writeString(directory.resolve("ca.crt"), given.caBundle());
    try (WebhookServer other = door.serve(given.certificate());
        KeptRegistration kept =
            KeptRegistration.start(door.robot(), authority, Clock.systemUTC())) {
      door.configuration()
          .put(chart(other, ", annotations: {cert-manager.io/inject-ca-from: a/b}"));
      kept.serves();
      await()
          .during(Duration.ofSeconds(2))
          .until(() -> door.trusted() == null && door.configuration().rules().isEmpty());
      door.configuration().edit(it -> it.setCaBundle(WebhookRegistration.base64(given.caBundle())));
      await().until(() -> !door.configuration().rules().isEmpty());
    }
  }
}
