package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Age by the image's own time of creation. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AgeSpec(
    @JsonPropertyDescription(
            "Most days since the image was created, such as 180; undecided where the time is"
                + " missing or before 2000, as reproducible builds write it.")
        @Required
        @Min(1)
        @Max(36500)
        @Nullable Integer maxDays) {}
