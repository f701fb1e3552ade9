package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Packages. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.max) || (has(self.deny) && size(self.deny) > 0) || has(self.manager)",
    message = "max, deny or manager is required")
public record PackagesSpec(
    @JsonPropertyDescription(
            "Most packages in the databases of the image, such as 120; undecided where no database"
                + " could be read. No limit when absent.")
        @Min(0)
        @Max(1000000)
        @Nullable Integer max,
    @JsonPropertyDescription(
            "Refused package names; * and ? are wildcards. Example: [curl, \"netcat*\"].")
        @Size(max = 128)
        List<@Size(min = 1, max = 128) String> deny,
    @JsonPropertyDescription(
            "Whether a package manager (apk, apt-get, dnf and others) may be in the image; Allow by"
                + " default.")
        @Nullable Presence manager) {
  public PackagesSpec {
    deny = deny == null ? List.of() : List.copyOf(deny);
  }
}
