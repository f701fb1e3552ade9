package dev.bedplate.app.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.webhook.tls.CaBundle;
import dev.bedplate.webhook.tls.SelfSigned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whom the API server trusts after one look. */
class TrustedBundleTest {
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  private static final CaBundle OWN = authority(NOW);
  private static final CaBundle NEXT = authority(NOW);
  private static final CaBundle OTHER = authority(NOW);
  private final TrustedBundle bundle = new TrustedBundle();

  private static CaBundle authority(Instant made) {
    return CaBundle.ofPem(SelfSigned.generate(List.of("a.example"), made).caBundle());
  }

  private static CaBundle both(CaBundle one, CaBundle other) {
    return new CaBundle(
        Stream.concat(one.authorities().stream(), other.authorities().stream()).toList());
  }

  private Optional<CaBundle> next(CaBundle present, CaBundle wanted, Duration later) {
    return bundle.next(present, wanted, true, NOW.plus(later));
  }

  @Test
  void what_is_missing_is_added_and_what_is_right_is_left() {
    assertThat(next(CaBundle.NONE, OWN, Duration.ZERO)).contains(OWN);
    assertThat(next(OWN, OWN, Duration.ZERO)).isEmpty();
    assertThat(next(CaBundle.ofField("bm9uc2Vuc2U="), OWN, Duration.ZERO)).contains(OWN);
    assertThat(next(CaBundle.ofField("%"), OWN, Duration.ZERO)).contains(OWN);
    assertThat(next(OTHER, CaBundle.NONE, Duration.ZERO)).as("nothing of our own").isEmpty();
  }

  @Test
  void S_38_what_others_need_stays_for_an_hour() {
    assertThat(next(OTHER, OWN, Duration.ZERO)).contains(both(OWN, OTHER));
    assertThat(next(both(OTHER, OWN), OWN, TrustedBundle.KEPT.minusSeconds(1)))
        .as("whatever the order")
        .isEmpty();
    assertThat(next(both(OWN, OTHER), OWN, TrustedBundle.KEPT)).contains(OWN);
  }

  @Test
  void S_38_what_is_put_there_again_is_needed_again() {
    assertThat(next(both(OWN, OTHER), OWN, Duration.ZERO)).isEmpty();
    assertThat(next(OWN, OWN, TrustedBundle.KEPT)).isEmpty();
    assertThat(next(both(OWN, OTHER), OWN, TrustedBundle.KEPT)).isEmpty();
  }

  @Test
  void an_authority_that_is_over_helps_nobody() {
    CaBundle over = authority(NOW.minus(Duration.ofDays(366)));
    assertThat(next(both(OWN, over), OWN, Duration.ZERO)).contains(OWN);
  }

  @Test
  void an_own_authority_is_given_up_at_once_where_all_replicas_are_known_to_have_done_so() {
    assertThat(next(both(NEXT, OWN), both(NEXT, OWN), Duration.ZERO)).isEmpty();
    assertThat(next(both(NEXT, OWN), NEXT, Duration.ZERO)).contains(NEXT);
  }

  @Test
  void elsewhere_it_stays_as_those_of_others_do() {
    assertThat(bundle.next(OWN, OWN, false, NOW)).isEmpty();
    assertThat(bundle.next(OWN, NEXT, false, NOW)).contains(both(NEXT, OWN));
    assertThat(bundle.next(both(NEXT, OWN), NEXT, false, NOW.plus(TrustedBundle.KEPT)))
        .contains(NEXT);
  }
}
