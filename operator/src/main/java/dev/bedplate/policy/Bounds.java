package dev.bedplate.policy;

/**
 * How long a decision may take and how much of it is told.
 *
 * @param timeLeft asked again and again while it is made; once it says no, what is left is
 *     undecided
 * @param listed violations of one policy that are listed; of the others that first one of each
 *     reason is, and the rest is counted
 */
public record Bounds(TimeLeft timeLeft, int listed) {
  /** As long as it takes, and all of it. */
  public static final Bounds NONE = new Bounds(_ -> true, Integer.MAX_VALUE);

  /** What refusals, warnings, Events and marks show of one policy. */
  private static final int SHOWN = 20;

  /** Says whether a decision may go on. */
  @FunctionalInterface
  public interface TimeLeft {
    /**
     * Whether there is time for more.
     *
     * @param denied whether what was decided so far is a refusal, which nothing can change any more
     */
    boolean forMore(boolean denied);
  }

  /** As much as is shown where nobody reads all of it. */
  public static Bounds shown(TimeLeft timeLeft) {
    return new Bounds(timeLeft, SHOWN);
  }

  /** What is left of these for more about a workload that is refused already. */
  public Bounds afterDenial() {
    return new Bounds(_ -> timeLeft.forMore(true), listed);
  }
}
