package dev.bedplate.catalog;

/**
 * What expressions cost, in steps: each part of an expression is one each time it is evaluated, and
 * a call that looks through its arguments costs their weights on top. The weight of a value is one
 * and the weights of what it holds, each occurrence counted; eight characters weigh one.
 */
final class CelPrices {
  /** Steps that one evaluation may take, and the largest weight of a value it may make. */
  static final long MOST_STEPS = 500_000;

  /** Steps that an expression may take in the worst case for an image of the assumed size. */
  static final long MOST_ESTIMATED_STEPS = 20_000_000;

  /** The assumed number of packages of an image. */
  static final int ASSUMED_PACKAGES = 1000;

  /** The assumed length of every other list and map of the facts. */
  static final int ASSUMED_LENGTH = 100;

  static final String ADD = "_+_";
  static final String INDEX = "_[_]";
  private static final int CHARACTERS = 8;

  private CelPrices() {}

  static long text(int characters) {
    return 1L + characters / CHARACTERS;
  }

  /** Whether a call costs nothing beyond its step, however large its arguments are. */
  static boolean isFlat(String function) {
    return switch (function) {
      case "_&&_", "_||_", "!_", "_?_:_", "@not_strictly_false", INDEX, "size", "type", "dyn" ->
          true;
      default -> false;
    };
  }

  /** What a call that is not flat costs beyond its step. */
  static long call(String function, long[] weights) {
    return switch (function) {
      case "_==_", "_!=_" -> Math.min(weights[0], weights[1]);
      case "matches" -> times(weights[0], weights[1]);
      default -> sum(weights);
    };
  }

  static long sum(long... weights) {
    long sum = 0;
    for (long weight : weights) {
      sum = plus(sum, weight);
    }
    return sum;
  }

  static long plus(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  static long times(long one, long other) {
    return one != 0 && other > Long.MAX_VALUE / one ? Long.MAX_VALUE : one * other;
  }
}
