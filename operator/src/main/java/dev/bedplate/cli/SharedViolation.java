package dev.bedplate.cli;

import dev.bedplate.policy.Violation;
import dev.bedplate.policy.ViolationReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A violation told once for all the platforms of an image that share it.
 *
 * @param others the same violation on further platforms
 */
record SharedViolation(Violation first, List<Violation> others) {
  SharedViolation {
    others = List.copyOf(others);
  }

  /** Of one report; what is found may differ between platforms, only expressions differ by it. */
  private record Key(
      String policy, ViolationReason reason, Object image, @Nullable String exempt, String found) {
    static Key of(Violation it) {
      String found = it.reason() == ViolationReason.ExpressionFailed ? it.found() : "";
      return new Key(it.policy(), it.reason(), it.image(), it.exemptBy(), found);
    }
  }

  /** The violations of one report, in their order. */
  static List<SharedViolation> of(List<Violation> violations) {
    var shared = new LinkedHashMap<Key, List<Violation>>();
    for (Violation violation : violations) {
      shared.computeIfAbsent(Key.of(violation), key -> new ArrayList<>()).add(violation);
    }
    return shared.values().stream()
        .map(it -> new SharedViolation(it.getFirst(), it.subList(1, it.size())))
        .toList();
  }

  /** The message, which is complete by itself, and what other platforms add to it. */
  String text() {
    return first.message()
        + others.stream()
            .map(it -> "; also on " + it.platform() + ": " + it.found())
            .collect(Collectors.joining());
  }
}
