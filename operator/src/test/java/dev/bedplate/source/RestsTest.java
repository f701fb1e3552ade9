package dev.bedplate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.UndecidedReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RestsTest {
  private static final RegistryReference IMAGE =
      (RegistryReference) ReferenceParser.parse("r.example/a:1");
  private static final RegistryReference OTHER =
      (RegistryReference) ReferenceParser.parse("s.example/a:1");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Rests rests =
      new Rests(
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }
          });

  private void fail(@Nullable Duration retryAfter) {
    var failure =
        new ImageUnavailableException(UndecidedReason.RegistryUnavailable, "down", retryAfter);
    rests.begin(IMAGE.registry(), failure);
  }

  /** How long the registry is still left alone. */
  private Duration left(RegistryReference image) {
    var refused = catchThrowableOfType(ImageUnavailableException.class, () -> rests.enter(image));
    return refused == null ? Duration.ZERO : refused.retryAfter().orElseThrow();
  }

  @Test
  void rests_grow_with_each_failed_attempt_from_one_second_to_thirty_with_jitter() {
    List<Duration> lengths = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      fail(null);
      Duration length = left(IMAGE);
      lengths.add(length);
      now = now.plus(length);
      assertThat(left(IMAGE)).as("one call tries it").isZero();
    }

    long[] ceilings = {1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000};
    for (int i = 0; i < ceilings.length; i++) {
      assertThat(lengths.get(i).toMillis()).isBetween(ceilings[i] / 2, ceilings[i]);
    }
  }

  @Test
  void while_one_call_tries_the_registry_the_others_go_on_resting() {
    fail(Duration.ofSeconds(10));
    now = now.plusSeconds(10);

    assertThat(left(IMAGE)).isZero();
    assertThat(left(IMAGE)).isPositive();
    rests.over(IMAGE.registry());
    assertThat(left(IMAGE)).isZero();
    assertThat(left(IMAGE)).isZero();
  }

  @Test
  void failures_of_calls_that_were_under_way_already_do_not_make_it_longer() {
    fail(null);
    Duration length = left(IMAGE);
    for (int i = 0; i < 20; i++) {
      fail(null);
    }

    assertThat(left(IMAGE)).isEqualTo(length);
  }

  @Test
  void a_late_answer_to_an_older_call_does_not_end_a_rest() {
    fail(Duration.ofSeconds(10));
    rests.over(IMAGE.registry());

    assertThat(left(IMAGE)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void what_a_registry_asks_for_is_honoured_up_to_five_minutes() {
    fail(Duration.ofSeconds(40));
    assertThat(left(IMAGE)).isEqualTo(Duration.ofSeconds(40));

    fail(Duration.ofDays(40));
    assertThat(left(IMAGE)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void one_registry_rests_and_the_others_do_not() {
    fail(null);

    assertThat(left(OTHER)).isZero();
    assertThat(left(IMAGE)).isPositive();
  }
}
