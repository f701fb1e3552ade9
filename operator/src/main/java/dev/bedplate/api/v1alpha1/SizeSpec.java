package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Upper limits; sizes are quantities such as 100Mi. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "has(self.maxCompressed) || has(self.maxUnpacked) || has(self.maxAdded) ||"
            + " has(self.maxLayers)",
    message = "at least one limit is required")
public record SizeSpec(
    @JsonPropertyDescription(
            "Most bytes of the distinct layers as the registry stores them, as a quantity such as"
                + " 100Mi. No limit when absent.")
        @Pattern(SizeSpec.QUANTITY)
        @Size(max = 32)
        @Nullable String maxCompressed,
    @JsonPropertyDescription(
            "Most bytes of the files of all layers, as a quantity such as 300Mi. No limit when"
                + " absent.")
        @Pattern(SizeSpec.QUANTITY)
        @Size(max = 32)
        @Nullable String maxUnpacked,
    @JsonPropertyDescription(
            "Most compressed bytes on top of the base image, as a quantity such as 60Mi; undecided"
                + " where the base is not known. No limit when absent.")
        @Pattern(SizeSpec.QUANTITY)
        @Size(max = 32)
        @Nullable String maxAdded,
    @JsonPropertyDescription("Most layers, such as 30. No limit when absent.") @Min(0) @Max(1000)
        @Nullable Integer maxLayers) {
  static final String QUANTITY = "^[0-9]{1,18}(\\.[0-9]{1,9})?(Ki|Mi|Gi|Ti|k|M|G|T)?$";
}
