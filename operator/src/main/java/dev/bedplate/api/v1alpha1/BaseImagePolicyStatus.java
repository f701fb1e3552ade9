package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator says about a policy. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BaseImagePolicyStatus(
    @JsonPropertyDescription("The generation of the spec that this status is about.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Accepted: whether the policy is in force, with the fields that are wrong; Enforcing:"
                + " whether it refuses anything now.")
        @Size(max = 8)
        List<Condition> conditions,
    @JsonPropertyDescription("Numbers of workloads that the policy applies to, by verdict.")
        @Nullable Workloads workloads,
    @JsonPropertyDescription("Up to 20 violations, sorted, each with its workload.") @Size(max = 20)
        List<@Size(max = 1024) String> topViolations,
    @JsonPropertyDescription(
            "Number of workloads that mode Enforce would refuse; absent where it does refuse.")
        @Nullable Integer wouldDeny) {
  public BaseImagePolicyStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    topViolations = topViolations == null ? List.of() : List.copyOf(topViolations);
  }

  /** Numbers of workloads by verdict. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Workloads(
      @JsonPropertyDescription("Number of workloads that the policy applies to.") int matched,
      @JsonPropertyDescription("Number of those that keep every rule.") int compliant,
      @JsonPropertyDescription("Number of those that break a rule, with no exception for it.")
          int violating,
      @JsonPropertyDescription("Number of those that could not be judged.") int undecided,
      @JsonPropertyDescription("Number of those whose violations are all tolerated.") int exempt) {}
}
