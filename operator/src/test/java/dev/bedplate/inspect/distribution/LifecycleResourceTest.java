package dev.bedplate.inspect.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Distribution;
import dev.bedplate.image.Lifecycle.State;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifecycleResourceTest {
  private static State state(String id, @Nullable String version, String today) {
    var distribution =
        new Distribution(id, List.of(), version, null, null, Distribution.Flavour.Regular, true);
    return LifecycleResource.load().lifecycle(distribution, LocalDate.parse(today)).state();
  }

  @Test
  void theStateIsThatOfTheDay() {
    assertThat(state("alpine", "3.20.3", "2026-03-31")).isEqualTo(State.Supported);
    assertThat(state("alpine", "3.20.3", "2026-04-01")).isEqualTo(State.EndOfLife);
    assertThat(state("alpine", "3.21.2", "2026-11-23")).isEqualTo(State.EndOfLife);
    assertThat(state("debian", "12.15", "2026-11-23")).isEqualTo(State.ExtendedOnly);
    assertThat(state("ubuntu", "24.04", "2026-11-23")).isEqualTo(State.Supported);
    assertThat(state("ubuntu", "24.04", "2029-06-01")).isEqualTo(State.ExtendedOnly);
    assertThat(state("amzn", "2023.5.20240708", "2028-03-16")).isEqualTo(State.SecurityOnly);
    assertThat(state("rhel", "9.4", "2028-01-01")).isEqualTo(State.SecurityOnly);
    assertThat(state("rhel", "9.4", "2032-06-01")).isEqualTo(State.ExtendedOnly);
  }

  @Test
  void rollingAndUnknownReleasesAreNeverSupportedOrEnded() {
    assertThat(state("wolfi", "20230201", "2026-11-23")).isEqualTo(State.Rolling);
    assertThat(state("alpine", "3.24_alpha20260127", "2026-11-23")).isEqualTo(State.Rolling);
    assertThat(state("debian", null, "2026-11-23")).isEqualTo(State.Rolling);
    assertThat(state("alpine", "9.9.1", "2026-11-23")).isEqualTo(State.Unknown);
    assertThat(state("alpine", null, "2026-11-23")).isEqualTo(State.Unknown);
    assertThat(state("homemade", "1", "2026-11-23")).isEqualTo(State.Unknown);
  }
}
