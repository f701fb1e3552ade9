package dev.bedplate.reconcile;

import java.time.Duration;

/** Why a workload has to be looked at again, the soonest first. */
enum Unsettled {
  /** The API server did not take its marks: it could not be reached, was busy, or took a right. */
  Unwritten(Duration.ofMinutes(1)),
  /** A registry could not be asked. */
  Undecided(Duration.ofMinutes(10)),
  /** The object itself cannot take marks, not even the shortest. */
  Refused(Duration.ofMinutes(10)),
  /** The look ended with a bug. */
  Broken(Duration.ofMinutes(10));

  private final Duration longest;

  Unsettled(Duration longest) {
    this.longest = longest;
  }

  /** The longest pause between two attempts, as long as few wait. */
  Duration longest() {
    return longest;
  }
}
