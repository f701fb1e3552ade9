package dev.bedplate.policy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The image must have been created at most so many days ago. */
public record AgeRule(int maxDays) implements Rule {
  /** Reproducible builds put 1970 or 1980 in place of the time of the build. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  @Override
  public @Nullable Finding judge(Subject subject) {
    Instant created = subject.facts().config().created();
    if (created == null || created.isBefore(EARLIEST)) {
      return new Finding.Unknown("when the image was created");
    }
    Duration age = Duration.between(created, subject.now());
    if (age.compareTo(Duration.ofDays(maxDays)) <= 0) {
      return null;
    }
    return new Finding.Broken(
        ViolationReason.ImageTooOld,
        "was created",
        age.toDays() + " days ago (" + created + ")",
        "denies images older than " + maxDays + " days",
        "an image created at most " + maxDays + " days ago");
  }
}
