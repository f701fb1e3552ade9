package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.cluster.ImageUse;
import dev.bedplate.reconcile.ImageCare.Nothing;
import dev.bedplate.reconcile.ImageCare.Remove;
import dev.bedplate.reconcile.ImageCare.Report;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ImageCareTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(90));
  private static final Duration DAY = Duration.ofHours(24);

  private static ImageCare care(ImageUse shown, Instant created, int workloads) {
    return ImageCare.of(shown, created, workloads, "Supported", NOW);
  }

  private static ImageUse use(Integer workloads, Instant last) {
    return new ImageUse(workloads, last, "Supported");
  }

  @Test
  void a_new_object_says_who_uses_its_image_and_since_when_that_was_seen() {
    assertThat(care(new ImageUse(null, null, null), NOW, 3)).isEqualTo(new Report(use(3, NOW)));
  }

  @Test
  void while_an_image_is_used_the_last_reference_is_written_once_a_day() {
    Instant last = NOW.minus(DAY).plusSeconds(1);
    assertThat(care(use(3, last), LONG_AGO, 3)).isEqualTo(new Nothing());
    assertThat(care(use(3, last), LONG_AGO, 4)).isEqualTo(new Report(use(4, last)));
    assertThat(care(use(3, NOW.minus(DAY)), LONG_AGO, 3)).isEqualTo(new Report(use(3, NOW)));
  }

  @Test
  void the_day_of_grace_begins_when_the_last_reference_is_seen_to_be_gone() {
    assertThat(care(use(1, LONG_AGO), LONG_AGO, 0)).isEqualTo(new Report(use(0, NOW)));
    assertThat(care(use(0, NOW.minus(DAY).plusSeconds(1)), LONG_AGO, 0)).isEqualTo(new Nothing());
    assertThat(care(use(0, NOW.minus(DAY)), LONG_AGO, 0)).isEqualTo(new Remove());
  }

  @Test
  void an_image_that_nothing_ever_used_goes_a_day_after_it_was_inspected() {
    ImageUse never = new ImageUse(null, null, null);
    assertThat(care(never, NOW.minus(DAY).plusSeconds(1), 0))
        .isEqualTo(new Report(new ImageUse(0, null, "Supported")));
    assertThat(care(never, NOW.minus(DAY), 0)).isEqualTo(new Remove());
  }

  @Test
  void what_is_used_again_stays() {
    assertThat(care(use(0, LONG_AGO), LONG_AGO, 1)).isEqualTo(new Report(use(1, NOW)));
  }

  @Test
  void support_that_ends_is_written_and_support_that_is_not_known_changes_nothing() {
    ImageUse shown = use(1, NOW);
    assertThat(ImageCare.of(shown, NOW, 1, "EndOfLife", NOW))
        .isEqualTo(new Report(new ImageUse(1, NOW, "EndOfLife")));
    assertThat(ImageCare.of(shown, NOW, 1, null, NOW)).isEqualTo(new Nothing());
  }
}
