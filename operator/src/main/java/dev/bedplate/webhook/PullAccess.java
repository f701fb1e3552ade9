package dev.bedplate.webhook;

import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;

/** Gives access to the registries on behalf of the object under review. */
@FunctionalInterface
public interface PullAccess {
  /** The access for the images of one review, until {@code deadline}. */
  Access forReview(AdmissionReview review, Deadline deadline);
}
