package dev.bedplate.policy;

import dev.bedplate.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A Kubernetes label selector; without requirements it selects everything. */
public record Selector(List<Requirement> requirements) {
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  /** The selector that selects everything. */
  public static final Selector EVERYTHING = new Selector(List.of());

  public Selector {
    requirements = List.copyOf(requirements);
  }

  /** How a label is compared. */
  public enum Operator {
    In,
    NotIn,
    Exists,
    DoesNotExist
  }

  /** What one label must be. */
  public record Requirement(String key, Operator operator, Set<String> values) {
    public Requirement {
      values = Set.copyOf(values);
    }

    boolean holds(@Nullable String value) {
      return switch (operator) {
        case In -> value != null && values.contains(value);
        case NotIn -> value == null || !values.contains(value);
        case Exists -> value != null;
        case DoesNotExist -> value == null;
      };
    }
  }

  /** Whether it selects what carries these labels. */
  public boolean matches(Map<String, String> labels) {
    for (Requirement requirement : requirements) {
      if (!requirement.holds(labels.get(requirement.key()))) {
        return false;
      }
    }
    return true;
  }

  /** Every namespace carries its name as a label, so that one is known even without the others. */
  Answer matchesNamespace(Workload workload) {
    Answer all = Answer.Yes;
    Map<String, String> labels = workload.namespaceLabels();
    for (Requirement requirement : requirements) {
      boolean name = requirement.key().equals(NAME_LABEL) && workload.namespace() != null;
      if (name) {
        all = all.and(Answer.of(requirement.holds(workload.namespace())));
      } else if (labels == null) {
        all = all.and(Answer.Unknown);
      } else {
        all = all.and(Answer.of(requirement.holds(labels.get(requirement.key()))));
      }
    }
    return all;
  }
}
