package dev.bedplate.source.keychain;

/** What came of asking for one object by its name. */
public sealed interface Lookup<T> {
  /** It is there. */
  record Found<T>(T value) implements Lookup<T> {}

  /** It is not there or must not be read: {@code why} follows its name in a sentence. */
  record Refused<T>(String why) implements Lookup<T> {}

  /** Nobody answered, so that what was known before may still be true. */
  record Unreachable<T>(String why) implements Lookup<T> {}
}
