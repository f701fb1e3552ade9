package dev.bedplate.reconcile;

import dev.bedplate.cluster.ImageUse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What the object of an image needs at one moment; pure. */
sealed interface ImageCare {
  /** How long an object stays that nothing refers to. */
  Duration KEPT = Duration.ofHours(24);

  /** How old the last reference may look while there is one: a write a day, not one a minute. */
  Duration REFRESH = Duration.ofHours(24);

  /** Nothing. */
  record Nothing() implements ImageCare {}

  /** To say something else of its use. */
  record Report(ImageUse use) implements ImageCare {}

  /** To go. */
  record Remove() implements ImageCare {}

  /**
   * What to do about an object.
   *
   * @param shown what its status says
   * @param created when it was created
   * @param workloads how many use the image
   * @param lifecycle today's state of support; null when it is not known
   */
  static ImageCare of(
      ImageUse shown, Instant created, int workloads, @Nullable String lifecycle, Instant now) {
    Instant last = shown.lastReferenced();
    Integer before = shown.workloads();
    boolean referred = before != null && before > 0;
    // References that have just ended, perhaps while nobody watched, count until now.
    boolean write = workloads > 0 ? last == null || !now.isBefore(last.plus(REFRESH)) : referred;
    Instant since = last == null ? created : last;
    if (workloads == 0 && !referred && !now.isBefore(since.plus(KEPT))) {
      return new Remove();
    }
    var wanted =
        new ImageUse(
            workloads,
            write ? now.truncatedTo(ChronoUnit.SECONDS) : last,
            lifecycle == null ? shown.lifecycle() : lifecycle);
    return wanted.equals(shown) ? new Nothing() : new Report(wanted);
  }
}
