package dev.bedplate.api.v1alpha1;

/** Whether something may be in an image. */
public enum Presence {
  Allow,
  Deny
}
