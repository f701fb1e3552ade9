package dev.bedplate.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One requirement of a policy; judging is pure and formats nothing unless it fails. */
public sealed interface Rule
    permits AgeRule,
        BaseImageRule,
        BaseProofRule,
        DistributionRule,
        ExpressionRule,
        LibcRule,
        LifecycleRule,
        PackageCountRule,
        PackageDenyRule,
        PackageManagerRule,
        SizeRule,
        ToolRule {
  /** What the rule has against the subject, or null when it holds. */
  @Nullable Finding judge(Subject subject);

  /** Whether it looks at the container, not at its image alone. */
  default boolean seesContainer() {
    return false;
  }

  /**
   * What the rule says when something could not be read and it relies on something being absent.
   */
  static Finding incomplete(String fact, Subject subject) {
    List<String> errors = subject.facts().completeness().errors();
    String why = subject.layersRead() ? errors.getFirst() : "not every layer could be read";
    return new Finding.Unknown(fact + " (" + why + ")");
  }
}
