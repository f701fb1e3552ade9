package dev.bedplate.api.v1alpha1;

/** What happens to what cannot be judged in time when the mode is {@code Enforce}. */
public enum OnUndecided {
  Allow,
  Warn,
  Deny
}
