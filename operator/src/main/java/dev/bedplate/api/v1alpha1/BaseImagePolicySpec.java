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
    @JsonPropertyDescription("Audit records, Warn warns at admission, Enforce denies.")
        @Default("Audit")
        @Nullable Mode mode,
    @JsonPropertyDescription("Until this time (RFC 3339) Enforce acts as Warn.")
        @Pattern(BaseImagePolicySpec.TIME)
        @Size(max = 40)
        @Nullable String enforceAfter,
    @JsonPropertyDescription("Other modes for some namespaces; the first match wins.")
        @Size(max = 32)
        List<NamespaceModeSpec> namespaceModes,
    @JsonPropertyDescription("What Enforce does with what cannot be judged in time.")
        @Default("Warn")
        @Nullable OnUndecided onUndecided,
    @JsonPropertyDescription("What the policy applies to; everything when absent.")
        @Nullable MatchSpec match,
    @Required RulesSpec rules,
    @JsonPropertyDescription("Appended to every refusal.") @Size(max = 1024)
        @Nullable String message) {
  static final String TIME =
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$";

  public BaseImagePolicySpec {
    namespaceModes = namespaceModes == null ? List.of() : List.copyOf(namespaceModes);
  }

  /** Another mode for the namespaces a selector matches. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record NamespaceModeSpec(@Required SelectorSpec namespaceSelector, @Required Mode mode) {}
}
