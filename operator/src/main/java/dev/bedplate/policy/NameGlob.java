package dev.bedplate.policy;

/** A pattern over one name, such as {@code netcat*}; {@code *} and {@code ?} are special. */
public record NameGlob(String pattern) {
  /** Whether the whole name matches. */
  public boolean matches(String name) {
    return Wildcard.matches(pattern, name);
  }

  @Override
  public String toString() {
    return pattern;
  }
}
