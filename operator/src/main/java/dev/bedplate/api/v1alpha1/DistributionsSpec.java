package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Distributions that are accepted or not; deny wins. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "(has(self.allow) && size(self.allow) > 0) || (has(self.deny) && size(self.deny) > 0)",
    message = "allow or deny is required")
public record DistributionsSpec(
    @JsonPropertyDescription(
            "Accepted distributions; when there is one, all others are refused. Example:"
                + " {id: debian, versions: '>=12'}.")
        @Size(max = 64)
        List<DistributionTerm> allow,
    @JsonPropertyDescription("Refused distributions, also those that allow names.") @Size(max = 64)
        List<DistributionTerm> deny) {
  public DistributionsSpec {
    allow = allow == null ? List.of() : List.copyOf(allow);
    deny = deny == null ? List.of() : List.copyOf(deny);
  }

  /** One distribution, in all versions when there is no range. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record DistributionTerm(
      @JsonPropertyDescription(
              "ID of os-release, such as alpine or debian; where there is no such file: busybox,"
                  + " nix, scratch (nothing but static files) or windows.")
          @Required
          @Size(min = 1, max = 64)
          String id,
      @JsonPropertyDescription(
              "Comparisons with release lines, such as \">=3.18 <3.21\" or \"<11 || >=12\"; 12.5 is"
                  + " in 12. Every version when absent.")
          @Size(min = 1, max = 128)
          @Nullable String versions) {}
}
