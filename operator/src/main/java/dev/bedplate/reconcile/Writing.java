package dev.bedplate.reconcile;

/** What became of having an object show marks. */
sealed interface Writing {
  /** It shows them already. */
  record Unneeded() implements Writing {}

  /**
   * It shows them now.
   *
   * @param before what it showed until then
   * @param after what it shows; less than was wanted where it cannot take all
   */
  record Done(Marks before, Marks after) implements Writing {}

  /** There is nothing to write on any more. */
  record Gone() implements Writing {}

  /** It shows what it did. */
  record Failed(Unsettled why) implements Writing {}
}
