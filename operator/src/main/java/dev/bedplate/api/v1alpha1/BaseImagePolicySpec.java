package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.bedplate.policy.Mode;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a policy demands of which images, and what happens when they differ. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BaseImagePolicySpec(
    @JsonPropertyDescription(
            "Audit (default) records violations, Warn also warns at admission, Enforce refuses.")
        @Default("Audit")
        @Nullable Mode mode,
    @JsonPropertyDescription(
            "Until this time (RFC 3339, such as 2027-01-15T00:00:00Z) Enforce acts as Warn. At once"
                + " when absent; of no effect where the mode is not Enforce.")
        @Pattern(BaseImagePolicySpec.TIME)
        @Size(max = 40)
        @Nullable String enforceAfter,
    @JsonPropertyDescription(
            "Modes instead of the policy's own for some namespaces; the first that matches counts.")
        @Size(max = 32)
        List<NamespaceModeSpec> namespaceModes,
    @JsonPropertyDescription(
            "What Enforce does with what cannot be judged in time: Allow, Warn (default) or Deny.")
        @Default("Warn")
        @Nullable OnUndecided onUndecided,
    @JsonPropertyDescription("What the policy applies to; everything when absent.")
        @Nullable MatchSpec match,
    @JsonPropertyDescription(
            "What is demanded of every image that matches; each violation is told. At least one"
                + " rule is set.")
        @Required
        RulesSpec rules,
    @JsonPropertyDescription(
            "Appended to every violation of the policy, such as: See https://wiki.example/bases.")
        @Size(max = 1024)
        @Nullable String message) {
  static final String TIME =
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$";

  public BaseImagePolicySpec {
    namespaceModes = namespaceModes == null ? List.of() : List.copyOf(namespaceModes);
  }

  /** Another mode for the namespaces a selector matches. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record NamespaceModeSpec(
      @JsonPropertyDescription("Namespaces, by their labels; {} are all.") @Required
          SelectorSpec namespaceSelector,
      @JsonPropertyDescription("The mode there: Audit, Warn or Enforce.") @Required Mode mode) {}
}
