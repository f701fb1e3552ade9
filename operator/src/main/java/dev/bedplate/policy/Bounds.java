package dev.bedplate.policy;

import java.util.function.Supplier;

/**
 * How long decisions may take and how much of each is told.
 *
 * @param time asked for when a decision begins
 * @param listed violations of one policy that are listed; of the others that first one of each
 *     reason is, and the rest is counted
 */
public record Bounds(Supplier<TimeLeft> time, int listed) {
  /** As long as it takes, and all of it. */
  public static final Bounds NONE = new Bounds(() -> _ -> true, Integer.MAX_VALUE);

  /** What refusals, warnings, Events and marks show of one policy. */
  private static final int SHOWN = 20;

  /** The time of one decision; once there is none, what is left is undecided. */
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
  public static Bounds shown(Supplier<TimeLeft> time) {
    return new Bounds(time, SHOWN);
  }

  /** These for more about a workload that is refused already. */
  public Bounds afterDenial() {
    return new Bounds(
        () -> {
          TimeLeft left = time.get();
          return _ -> left.forMore(true);
        },
        listed);
  }
}
