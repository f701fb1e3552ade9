package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.bedplate.workload.ContainerList;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a policy applies to; an absent field means everything. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MatchSpec(
    @JsonPropertyDescription(
            "Namespaces, by their labels; one whose labels are not known counts as selected. All"
                + " when absent.")
        @Nullable SelectorSpec namespaceSelector,
    @JsonPropertyDescription("Workloads, by their own labels. All when absent.")
        @Nullable SelectorSpec objectSelector,
    @JsonPropertyDescription("Kinds of workloads, such as [Deployment, Pod]. All when absent.")
        @Size(max = 7)
        List<WorkloadKind> kinds,
    @JsonPropertyDescription(
            "Lists of a Pod that images stand in: Main, Init, Ephemeral (debugging), Volume (image"
                + " volumes). All when absent.")
        @Size(max = 4)
        List<ContainerList> containers,
    @JsonPropertyDescription(
            "Globs on canonical references (docker.io/library/nginx:1.27), by path segment: * stays"
                + " within one, ** stands for any number. All images when absent.")
        @Size(max = 64)
        List<@Size(min = 1, max = 512) String> images,
    @JsonPropertyDescription(
            "Globs on canonical references that are left out, such as registry.k8s.io/**. None when"
                + " absent.")
        @Size(max = 64)
        List<@Size(min = 1, max = 512) String> excludeImages) {
  public MatchSpec {
    kinds = kinds == null ? List.of() : List.copyOf(kinds);
    containers = containers == null ? List.of() : List.copyOf(containers);
    images = images == null ? List.of() : List.copyOf(images);
    excludeImages = excludeImages == null ? List.of() : List.copyOf(excludeImages);
  }
}
