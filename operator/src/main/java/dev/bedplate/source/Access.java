package dev.bedplate.source;

import java.time.Duration;

/**
 * On whose behalf, until when and on whose account bytes are read.
 *
 * @param tagAge how old a remembered digest of a tag may be; zero means that the place is asked
 * @param lasting whether what is found may be kept outside this process; not for a question that
 *     must leave nothing behind
 */
public record Access(
    Keychain keychain, Deadline deadline, Traffic traffic, Duration tagAge, boolean lasting) {
  /** Access whose findings may be kept. */
  public Access(Keychain keychain, Deadline deadline, Traffic traffic, Duration tagAge) {
    this(keychain, deadline, traffic, tagAge, true);
  }

  /** Access that asks for the digest of every tag, and whose findings may be kept. */
  public Access(Keychain keychain, Deadline deadline, Traffic traffic) {
    this(keychain, deadline, traffic, Duration.ZERO);
  }

  /** The same with another age of tags. */
  public Access within(Duration newTagAge) {
    return new Access(keychain, deadline, traffic, newTagAge, lasting);
  }

  /** The same with half of the time that is left. */
  public Access hurried() {
    return new Access(keychain, deadline.halfway(), traffic, tagAge, lasting);
  }

  /** The same for a question that leaves nothing behind outside this process. */
  public Access leavingNothing() {
    return new Access(keychain, deadline, traffic, tagAge, false);
  }
}
