package dev.bedplate.cli;

import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Violation;

/** How grave a finding is, in the words of the formats for machines. */
enum Severity {
  NOTE("note", "notice"),
  WARNING("warning", "warning"),
  ERROR("error", "error");

  private final String sarif;
  private final String github;

  Severity(String sarif, String github) {
    this.sarif = sarif;
    this.github = github;
  }

  static Severity of(Violation violation) {
    if (violation.exemptBy() != null) {
      return NOTE;
    }
    return switch (violation.mode()) {
      case Audit -> NOTE;
      case Warn -> WARNING;
      case Enforce -> ERROR;
    };
  }

  static Severity of(Undecidable undecidable) {
    return switch (undecidable.action()) {
      case Allow -> NOTE;
      case Warn -> WARNING;
      case Deny -> ERROR;
    };
  }

  String sarif() {
    return sarif;
  }

  String github() {
    return github;
  }
}
