package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator says about a policy. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BaseImagePolicyStatus(
    @Nullable Long observedGeneration,
    @Size(max = 8) List<Condition> conditions,
    @Nullable Workloads workloads,
    @Size(max = 20) List<@Size(max = 1024) String> topViolations,
    @Nullable Integer wouldDeny) {
  public BaseImagePolicyStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    topViolations = topViolations == null ? List.of() : List.copyOf(topViolations);
  }

  /** Numbers of workloads by verdict. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Workloads(int matched, int compliant, int violating, int undecided, int exempt) {}
}
