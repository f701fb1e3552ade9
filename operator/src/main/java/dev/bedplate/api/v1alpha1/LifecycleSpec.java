package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.bedplate.image.Lifecycle;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** States of support that are not accepted. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.deny.all(s, s in ['EndOfLife', 'ExtendedOnly', 'SecurityOnly'])",
    message = "only EndOfLife, ExtendedOnly and SecurityOnly can be denied")
public record LifecycleSpec(
    @JsonPropertyDescription(
            "Refused states: EndOfLife (nobody mends it), ExtendedOnly (mended for those who pay or"
                + " sign up), SecurityOnly (security fixes alone). Each state is named by itself.")
        @Required
        @Size(min = 1, max = 6)
        List<Lifecycle.State> deny,
    @JsonPropertyDescription(
            "Days after the end of support during which EndOfLife is not refused yet; 0 by"
                + " default.")
        @Min(0)
        @Max(3650)
        @Nullable Integer graceDays,
    @JsonPropertyDescription(
            "Whether extended support counts as support. false (default): a release that has"
                + " nothing else is EndOfLife.")
        @Nullable Boolean extendedSupport) {
  public LifecycleSpec {
    deny = deny == null ? List.of() : List.copyOf(deny);
  }
}
