package dev.bedplate.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release number: numeric segments and an optional suffix, such as {@code 3.21.0_alpha20240923}.
 */
record Version(List<Long> segments, String suffix) {
  private static final Pattern SHAPE =
      Pattern.compile("v?(\\d{1,15}(?:\\.\\d{1,15}){0,7})([-_+~.a-zA-Z][-_+~.a-zA-Z0-9]{0,63})?");
  private static final Pattern BEFORE_RELEASE =
      Pattern.compile("[-_~.]?(alpha|beta|pre|rc|dev).*", Pattern.CASE_INSENSITIVE);

  static Optional<Version> parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<Long> segments = new ArrayList<>();
    for (String segment : matcher.group(1).split("\\.", -1)) {
      segments.add(Long.valueOf(segment));
    }
    String suffix = matcher.group(2);
    return Optional.of(new Version(segments, suffix == null ? "" : suffix));
  }

  /**
   * Where this version lies relative to the release line {@code bound}: inside it counts as equal
   * ({@code 12.15} is in {@code 12}); empty when this one is too coarse to tell.
   */
  Optional<Integer> compareToLine(Version bound) {
    int shared = Math.min(segments.size(), bound.segments.size());
    for (int i = 0; i < shared; i++) {
      int order = Long.compare(segments.get(i), bound.segments.get(i));
      if (order != 0) {
        return Optional.of(order);
      }
    }
    if (!zeros(bound.segments, shared)) {
      return Optional.empty();
    }
    if (!bound.suffix.isEmpty()) {
      return suffix.equals(bound.suffix) ? Optional.of(0) : compareSuffix(bound);
    }
    return Optional.of(isBeforeRelease() && zeros(segments, shared) ? -1 : 0);
  }

  private Optional<Integer> compareSuffix(Version bound) {
    if (isBeforeRelease() != bound.isBeforeRelease()) {
      return Optional.of(isBeforeRelease() ? -1 : 1);
    }
    return Optional.of(Integer.signum(suffix.compareTo(bound.suffix)));
  }

  private boolean isBeforeRelease() {
    return BEFORE_RELEASE.matcher(suffix).matches();
  }

  private static boolean zeros(List<Long> segments, int from) {
    return segments.subList(from, segments.size()).stream().allMatch(it -> it == 0);
  }
}
