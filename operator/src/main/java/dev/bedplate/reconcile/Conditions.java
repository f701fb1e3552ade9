package dev.bedplate.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conditions as the Kubernetes API conventions want them. */
final class Conditions {
  private static final int MAX_MESSAGE = 4096;

  private Conditions() {}

  /**
   * What is to be said about one aspect.
   *
   * @param reason one word in CamelCase
   */
  record State(Status status, String reason, String message) {
    State(boolean holds, String reason, String message) {
      this(holds ? Status.True : Status.False, reason, message);
    }
  }

  /** What a condition can say. */
  enum Status {
    True,
    False,
    Unknown
  }

  /** The condition to show; its time is that of the last change of its status. */
  static Condition next(
      List<Condition> shown, String type, State state, @Nullable Long generation, Instant now) {
    String status = state.status().name();
    String since =
        find(shown, type)
            .filter(it -> status.equals(it.getStatus()))
            .map(Condition::getLastTransitionTime)
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(state.reason())
        .withMessage(cut(state.message()))
        .withObservedGeneration(generation)
        .withLastTransitionTime(since)
        .build();
  }

  /** The condition of one type. */
  static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(it -> type.equals(it.getType())).findFirst();
  }

  private static String cut(String message) {
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…";
  }
}
