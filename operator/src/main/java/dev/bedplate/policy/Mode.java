package dev.bedplate.policy;

/** What a violated policy does: record only, warn, or deny. */
public enum Mode {
  Audit,
  Warn,
  Enforce
}
