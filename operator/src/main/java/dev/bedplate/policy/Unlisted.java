package dev.bedplate.policy;

/**
 * How much more there is than a report lists.
 *
 * @param violations that no exception covers
 * @param undecided policies and images
 */
public record Unlisted(int violations, int undecided) {
  /** Everything is listed. */
  public static final Unlisted NOTHING = new Unlisted(0, 0);

  Unlisted and(Unlisted other) {
    return new Unlisted(violations + other.violations, undecided + other.undecided);
  }
}
