package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator says about an exception. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BaseImageExceptionStatus(
    @JsonPropertyDescription("Whether the exception counts now: accepted and not ended.")
        @Nullable Boolean active,
    @JsonPropertyDescription("Up to 20 workloads of which it tolerates a violation, sorted.")
        @Size(max = 20)
        List<@Size(max = 512) String> usedBy,
    @JsonPropertyDescription(
            "Accepted: whether its fields are right; Expiring: how near its end is; PoliciesFound:"
                + " whether the policies that it names are there.")
        @Size(max = 8)
        List<Condition> conditions) {
  public BaseImageExceptionStatus {
    usedBy = usedBy == null ? List.of() : List.copyOf(usedBy);
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
