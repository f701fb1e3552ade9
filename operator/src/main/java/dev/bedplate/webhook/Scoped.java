package dev.bedplate.webhook;

import dev.bedplate.workload.Workload;

/** Whether a review asks for a verdict. */
sealed interface Scoped {
  /** It does; the labels of the namespace are not filled in yet. */
  record Judged(Workload workload) implements Scoped {}

  /** It does not, and the object may be stored. */
  record Passed() implements Scoped {}

  /** The object is not written as its kind demands. */
  record Unreadable(String problem) implements Scoped {}
}
