package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Base images by globs; deny wins. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "(has(self.allow) && size(self.allow) > 0) || (has(self.deny) && size(self.deny) > 0) ||"
            + " has(self.require)",
    message = "allow, deny or require is required")
public record BaseImagesSpec(
    @JsonPropertyDescription(
            "Accepted bases as globs on canonical references, such as registry.example/base/**;"
                + " when there is one, all others are refused. One without wildcards is also read,"
                + " to prove by its layers what is built on it.")
        @Size(max = 64)
        List<@Size(min = 1, max = 512) String> allow,
    @JsonPropertyDescription(
            "Refused bases as globs on canonical references, also those that allow names.")
        @Size(max = 64)
        List<@Size(min = 1, max = 512) String> deny,
    @JsonPropertyDescription(
            "How certain the base must be: None (default), Declared (the image or its builder names"
                + " it), Verified (its layers are the first of the image).")
        @Nullable Require require) {
  public BaseImagesSpec {
    allow = allow == null ? List.of() : List.copyOf(allow);
    deny = deny == null ? List.of() : List.copyOf(deny);
  }

  /** How certain the base must be. */
  public enum Require {
    None,
    Declared,
    Verified
  }
}
