package dev.bedplate.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** Ages as kubectl prints them. */
final class Ages {
  private static final Pattern AGE = Pattern.compile("\\b\\d+[sm]\\b");

  private Ages() {}

  static String since(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    long seconds = Math.max(0, age.toSeconds());
    return seconds < 120 ? seconds + "s" : age.toMinutes() + "m";
  }

  /** A text with every age replaced by the youngest, so that it is the same in every run. */
  static String alike(String text) {
    return AGE.matcher(text).replaceAll("0s");
  }
}
