package dev.bedplate.policy;

import java.util.function.BooleanSupplier;

/**
 * How long a decision may take and how much of it is told.
 *
 * @param timeLeft asked again and again while it is made; once it says no, what is left is
 *     undecided
 * @param listed violations of one policy that are listed; of the others that first one of each
 *     reason is, and the rest is counted
 */
public record Bounds(BooleanSupplier timeLeft, int listed) {
  /** As long as it takes, and all of it. */
  public static final Bounds NONE = new Bounds(() -> true, Integer.MAX_VALUE);

  /** What refusals, warnings, Events and marks show of one policy. */
  private static final int SHOWN = 20;

  /** As much as is shown where nobody reads all of it. */
  public static Bounds shown(BooleanSupplier timeLeft) {
    return new Bounds(timeLeft, SHOWN);
  }
}
