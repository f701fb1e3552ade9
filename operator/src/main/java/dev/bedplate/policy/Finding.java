package dev.bedplate.policy;

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

  /** The rule needs a fact that is not known; {@code what} is the rest of a sentence. */
  record Unknown(String what) implements Finding {}
}
