package dev.bedplate.load;

import java.util.Arrays;

/** Figures as they are written down. */
final class Numbers {
  private Numbers() {}

  /** With three digits behind the point. */
  static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  /** The one in the middle. */
  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
