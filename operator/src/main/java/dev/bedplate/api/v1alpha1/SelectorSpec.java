package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** An ordinary Kubernetes label selector. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SelectorSpec(
    @JsonPropertyDescription("Labels that must have these values, such as stage: production.")
        @Size(max = 32)
        Map<String, @Size(max = 63) String> matchLabels,
    @JsonPropertyDescription("Requirements on labels that must all hold.") @Size(max = 32)
        List<Requirement> matchExpressions) {
  public SelectorSpec {
    matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
    matchExpressions = matchExpressions == null ? List.of() : List.copyOf(matchExpressions);
  }

  /** How a label is compared. */
  public enum Operator {
    In,
    NotIn,
    Exists,
    DoesNotExist
  }

  /** What one label must be. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @ValidationRule(
      value =
          "self.operator in ['In', 'NotIn'] ? (has(self.values) && size(self.values) > 0) : (!has(self.values) || size(self.values) == 0)",
      message = "values are for In and NotIn, and required there")
  public record Requirement(
      @JsonPropertyDescription("Name of the label.") @Required @Size(min = 1, max = 317) String key,
      @JsonPropertyDescription(
              "In or NotIn one of the values; Exists or DoesNotExist whatever the value is.")
          @Required
          Operator operator,
      @JsonPropertyDescription("Values for In and NotIn; absent for the others.") @Size(max = 64)
          List<@Size(max = 63) String> values) {
    public Requirement {
      values = values == null ? List.of() : List.copyOf(values);
    }
  }
}
