package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Programs by what they are for. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "has(self.busybox) || has(self.shells) || has(self.downloaders) || has(self.debuggers) ||"
            + " has(self.compilers)",
    message = "at least one tool is required")
public record ToolsSpec(
    @JsonPropertyDescription("Whether BusyBox may be in the image; Allow by default.")
        @Nullable Presence busybox,
    @JsonPropertyDescription("Whether shells (sh, bash, ash and others) may; Allow by default.")
        @Nullable Presence shells,
    @JsonPropertyDescription("Whether downloaders (curl, wget and others) may; Allow by default.")
        @Nullable Presence downloaders,
    @JsonPropertyDescription("Whether debuggers (gdb, strace and others) may; Allow by default.")
        @Nullable Presence debuggers,
    @JsonPropertyDescription("Whether compilers (gcc, clang and others) may; Allow by default.")
        @Nullable Presence compilers) {}
