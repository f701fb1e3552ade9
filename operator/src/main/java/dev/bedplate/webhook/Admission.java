package dev.bedplate.webhook;

import dev.bedplate.policy.Report;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One answered review.
 *
 * @param report the verdict behind the answer; null when none was needed
 * @param took from the review read to the answer known
 */
public record Admission(
    AdmissionReview review, @Nullable Report report, Answer answer, Duration took) {}
