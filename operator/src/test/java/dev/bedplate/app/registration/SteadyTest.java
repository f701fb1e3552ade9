package dev.bedplate.app.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.reconcile.Effect;
import dev.bedplate.reconcile.Effect.Doubt;
import dev.bedplate.reconcile.Effect.Loss;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SteadyTest {
  private static final Effect GOOD = new Effect.InEffect();
  private static final Effect GONE = new Effect.Lost(Loss.NotRegistered, "gone");
  private static final Effect CLOSED = new Effect.Lost(Loss.WebhookUnreachable, "port 1");
  private static final Effect SILENT = new Effect.Unknown(Doubt.ApiServerSilent, "503");
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static Steady after(Steady steady, Effect... seen) {
    Steady next = steady;
    for (Effect effect : seen) {
      next = next.after(effect, GRACE, GRACE);
    }
    return next;
  }

  @Test
  void nothing_is_believed_before_the_first_heartbeat() {
    assertThat(Steady.START.effect())
        .isInstanceOfSatisfying(
            Effect.Unknown.class, it -> assertThat(it.reason()).isEqualTo(Doubt.NotKnownYet));
    assertThat(Steady.START.sure()).isFalse();
  }

  @Test
  void good_news_after_the_start_is_believed_at_once_bad_news_after_a_time() {
    assertThat(Steady.START.after(GOOD, GRACE, Duration.ZERO).effect()).isEqualTo(GOOD);
    Steady early = Steady.START;
    for (int i = 0; i < 9; i++) {
      early = early.after(i % 2 == 0 ? GONE : SILENT, GRACE, GRACE.minusMillis(1));
    }
    assertThat(early.effect()).isEqualTo(Steady.START.effect());
    assertThat(early.after(GONE, GRACE, GRACE).effect()).isEqualTo(GONE);
  }

  @Test
  void two_in_a_row_are_believed_either_way() {
    Steady good = after(Steady.START, GOOD);
    assertThat(after(good, GONE).effect()).isEqualTo(GOOD);
    assertThat(after(good, GONE).sure()).isFalse();
    assertThat(after(good, GONE, GOOD, GONE, GOOD).effect()).isEqualTo(GOOD);
    Steady bad = after(good, SILENT, GONE);
    assertThat(bad.effect()).isEqualTo(GONE);
    assertThat(bad.sure()).isTrue();
    assertThat(after(bad, GOOD).effect()).isEqualTo(GONE);
    assertThat(after(bad, GOOD, GOOD).effect()).isEqualTo(GOOD);
  }

  @Test
  void another_reason_is_told_at_once_other_words_are_not() {
    Steady bad = after(Steady.START, GONE, GONE);
    assertThat(after(bad, CLOSED).effect()).isEqualTo(CLOSED);
    assertThat(after(bad, new Effect.Lost(Loss.NotRegistered, "gone too")).effect())
        .isEqualTo(GONE);
  }
}
