package dev.bedplate.policy;

import org.jspecify.annotations.Nullable;

/** What one rule has against one image. */
public sealed interface Finding {
  /**
   * The rule does not hold.
   *
   * @param says what the image does, up to what was found: {@code is built on}
   * @param denies what the policy does, as the rest of a sentence: {@code denies libc Musl}
   */
  record Broken(ViolationReason reason, String says, String found, String denies, String accepted)
      implements Finding {}

  /**
   * The rule needs a fact that is not known.
   *
   * @param what is not known, as the rest of a sentence
   * @param unless a violation of the same policy that says as much, if there is such a reason
   */
  record Unknown(String what, @Nullable ViolationReason unless) implements Finding {
    Unknown(String what) {
      this(what, null);
    }
  }
}
