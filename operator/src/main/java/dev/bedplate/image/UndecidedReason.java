package dev.bedplate.image;

/** Why an image could not be judged; the names are part of the public contract. */
public enum UndecidedReason {
  /** The registry, layout or archive has no such image or no such platform of it. */
  ImageNotFound,
  /** The registry refused the credentials that were found, or none were. */
  Unauthorized,
  /** The registry could not be reached or answered with a server error. */
  RegistryUnavailable,
  /** The registry asked to slow down. */
  RegistryThrottled,
  /** The time given for the inspection was over. */
  DeadlineExceeded,
  /** The image is of a kind that holds no readable file system. */
  UnsupportedImage,
  /** The image is larger than a configured limit. */
  LimitExceeded,
  /** The image's bytes contradict its digests or its format. */
  InvalidImage,
  /** A rule needs a fact that the inspection could not establish. */
  FactUnknown
}
