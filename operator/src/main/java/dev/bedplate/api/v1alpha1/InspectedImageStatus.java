package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.bedplate.image.Lifecycle;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What changes about an image although its bytes do not. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InspectedImageStatus(
    @JsonPropertyDescription("Number of workloads of the cluster that use the image.") @Min(0)
        @Nullable Integer workloads,
    @JsonPropertyDescription("The last moment (RFC 3339) at which something referred to the image.")
        @Pattern(BaseImagePolicySpec.TIME)
        @Size(max = 40)
        @Nullable String lastReferenced,
    @JsonPropertyDescription(
            "Support of the distribution release when it was last looked at, such as EndOfLife.")
        @SchemaFrom(type = Lifecycle.State.class)
        @Nullable String lifecycle) {}
