package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A CEL expression and what to say when it is false. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExpressionSpec(
    @JsonPropertyDescription(
            "True for accepted images. facts has the fields of `bedplate inspect -o json`,"
                + " container name and list, workload kind, namespace, name and labels; other names"
                + " are errors. Example: facts.config.user != '' && facts.config.user != 'root'.")
        @Required
        @Size(min = 1, max = 2048)
        String expression,
    @JsonPropertyDescription(
            "What the violation says, such as: images must not run as root. The expression itself"
                + " when absent.")
        @Size(max = 512)
        @Nullable String message) {}
