package dev.bedplate.webhook.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.webhook.tls.Rotation.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationTest {
  private static final Instant BEGIN = Instant.parse("2026-11-23T12:00:00Z");
  private static final ServerHosts HOSTS = ServerHosts.ofService("bedplate-webhook", "bedplate");
  private final ManagedKeys first = Rotation.first(HOSTS, BEGIN);

  private static Step due(ManagedKeys keys, Instant now) {
    return Rotation.due(keys, HOSTS, now);
  }

  private static ManagedKeys turned(ManagedKeys keys, Instant now, Step expected) {
    Step step = due(keys, now);
    assertThat(step).isEqualTo(expected);
    return Rotation.after(step, keys, HOSTS, now);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, KEEP",
    "-PT5M, KEEP",
    "P59D, KEEP",
    "P60D, NEW_CERTIFICATE",
    "P89D, NEW_CERTIFICATE",
    "P200D, NEW_CERTIFICATE",
    "P366D, START_OVER",
    "-P1D, START_OVER"
  })
  void R_06_keys_are_renewed_after_two_thirds_of_their_life(Duration age, Step step) {
    assertThat(due(first, BEGIN.plus(age))).isEqualTo(step);
  }

  @Test
  void R_06_an_authority_is_known_before_it_signs_and_trusted_until_it_signed_nothing_any_more() {
    Instant renewed = BEGIN.plus(Duration.ofDays(240));
    ManagedKeys old = turned(first, renewed, Step.NEW_CERTIFICATE);
    Instant begin = BEGIN.plus(Duration.ofDays(244));
    ManagedKeys announced = turned(old, begin, Step.NEW_AUTHORITY);
    assertThat(announced.servesLike(old)).isTrue();
    assertThat(announced.caBundle()).endsWith(old.caBundle()).isNotEqualTo(old.caBundle());
    assertThat(due(announced, begin.plus(Duration.ofMinutes(59)))).isEqualTo(Step.KEEP);

    Instant settled = begin.plus(Duration.ofHours(1));
    ManagedKeys signed = turned(announced, settled, Step.NEW_CERTIFICATE);
    assertThat(signed.servesLike(old)).isFalse();
    assertThat(signed.isOfNewestAuthority()).isTrue();
    assertThat(signed.caBundle()).isEqualTo(announced.caBundle());
    assertThat(due(signed, settled.plus(Duration.ofMinutes(59)))).isEqualTo(Step.KEEP);

    Instant over = settled.plus(Duration.ofHours(1));
    ManagedKeys alone = turned(signed, over, Step.FORGET_OLDER);
    assertThat(alone.older()).isEmpty();
    assertThat(alone.servesLike(signed)).isTrue();
    assertThat(due(alone, over)).isEqualTo(Step.KEEP);
  }

  @Test
  void another_host_needs_another_certificate_at_once() {
    var more = new ServerHosts(List.of(HOSTS.names().getFirst(), "::1", "127.0.0.1"));

    assertThat(Rotation.due(first, more, BEGIN)).isEqualTo(Step.NEW_CERTIFICATE);
    ManagedKeys next = Rotation.after(Step.NEW_CERTIFICATE, first, more, BEGIN);
    assertThat(Rotation.due(next, more, BEGIN)).isEqualTo(Step.KEEP);
    assertThat(Rotation.due(next, new ServerHosts(List.of("0:0:0:0:0:0:0:1")), BEGIN))
        .isEqualTo(Step.KEEP);
    assertThat(due(next, BEGIN)).isEqualTo(Step.NEW_CERTIFICATE);
  }

  @Test
  void a_certificate_never_outlives_its_authority() {
    Instant late = BEGIN.plus(Duration.ofDays(300));
    ManagedKeys next = Rotation.after(Step.NEW_CERTIFICATE, first, HOSTS, late);

    assertThat(next.expires()).isEqualTo(BEGIN.plus(Rotation.AUTHORITY_LIFE));
  }

  @Test
  void R_06_a_lost_secret_is_restored_without_another_certificate() {
    Instant now = BEGIN.plus(Duration.ofDays(10));
    ManagedKeys restored = Rotation.restored(first, HOSTS, now);

    assertThat(restored.servesLike(first)).isTrue();
    assertThat(restored.caBundle()).endsWith(first.caBundle()).isNotEqualTo(first.caBundle());
    assertThat(Rotation.restored(first, HOSTS, BEGIN.plus(Duration.ofDays(91))).servesLike(first))
        .isFalse();
  }

  @Test
  void stored_keys_are_read_as_they_were() throws Exception {
    ManagedKeys turned = Rotation.after(Step.NEW_AUTHORITY, first, HOSTS, BEGIN);
    ManagedKeys read = ManagedKeys.read(turned.entries());

    assertThat(read.caBundle()).isEqualTo(turned.caBundle());
    assertThat(read.servesLike(first)).isTrue();
    assertThat(read.entries().keySet())
        .containsExactlyInAnyOrder("ca.crt", "ca.key", "tls.crt", "tls.key");
  }

  @ParameterizedTest
  @CsvSource({
    "ca.crt, '', the certificate file holds no certificate",
    "ca.key, '', the key file holds no private key",
    "tls.key, ca.key, the key is not that of the first certificate",
    "ca.key, tls.key, the key is not that of the first certificate"
  })
  void keys_that_do_not_fit_together_are_refused(String name, String with, String problem) {
    Map<String, byte[]> entries = new HashMap<>(first.entries());
    entries.put(name, with.isEmpty() ? new byte[0] : first.entries().get(with));

    assertThatThrownBy(() -> ManagedKeys.read(entries))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void a_certificate_of_another_authority_is_refused() {
    Map<String, byte[]> entries = new HashMap<>(first.entries());
    Map<String, byte[]> other = Rotation.first(HOSTS, BEGIN).entries();
    entries.put("ca.crt", other.get("ca.crt"));
    entries.put("ca.key", other.get("ca.key"));

    assertThatThrownBy(() -> ManagedKeys.read(entries))
        .hasMessage("tls.crt is not of an authority in ca.crt");
    entries.remove("tls.key");
    assertThatThrownBy(() -> ManagedKeys.read(entries)).hasMessage("tls.key is not there");
    entries.put("tls.key", "x".repeat(300_000).getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> ManagedKeys.read(entries)).hasMessageContaining("larger than");
  }
}
