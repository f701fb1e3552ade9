package dev.bedplate.source;

import java.time.Duration;

/**
 * On whose behalf, until when and on whose account bytes are read.
 *
 * @param tagAge how old a remembered digest of a tag may be; zero means that the place is asked
 */
public record Access(Keychain keychain, Deadline deadline, Traffic traffic, Duration tagAge) {
  /** Access that asks for the digest of every tag. */
  public Access(Keychain keychain, Deadline deadline, Traffic traffic) {
    this(keychain, deadline, traffic, Duration.ZERO);
  }

  /** The same with another age of tags. */
  public Access within(Duration newTagAge) {
    return new Access(keychain, deadline, traffic, newTagAge);
  }
}
