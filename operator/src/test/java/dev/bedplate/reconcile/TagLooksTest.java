package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TagLooksTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private final TagLooks looks = new TagLooks(START);

  @Test
  void tags_are_looked_at_anew_once_an_hour() {
    assertThat(looks.begin(START.plus(Duration.ofMinutes(59)))).isFalse();
    assertThat(looks.begin(START.plus(Duration.ofMinutes(60)))).isTrue();
    assertThat(looks.begin(START.plus(Duration.ofMinutes(61)))).isFalse();
  }

  @Test
  void between_two_looks_whatever_was_seen_since_the_first_is_new_enough() {
    Instant later = START.plus(Duration.ofMinutes(40));
    assertThat(later.minus(looks.age(later))).isEqualTo(START);
    Instant look = START.plus(Duration.ofHours(1));
    looks.begin(look);
    assertThat(looks.age(look)).isZero();
  }
}
