package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.bedplate.policy.ViolationReason;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which violations of what are tolerated, why, and until when. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BaseImageExceptionSpec(
    @JsonPropertyDescription(
            "Names of the BaseImagePolicies whose violations are tolerated; the condition"
                + " PoliciesFound tells names that nobody has.")
        @Required
        @Size(min = 1, max = 64)
        List<@Size(min = 1, max = 253) String> policies,
    @JsonPropertyDescription(
            "Reasons of the violations that are tolerated, such as [LibcDenied]. All when absent.")
        @Size(max = 32)
        List<ViolationReason> reasons,
    @JsonPropertyDescription("What the exception is for. Everything when absent.")
        @Nullable ExceptionMatchSpec match,
    @JsonPropertyDescription("Why this is tolerated, for people; not evaluated.")
        @Required
        @Size(min = 1, max = 1024)
        String justification,
    @JsonPropertyDescription("Who answers for it, such as team-shop; for people, not evaluated.")
        @Size(max = 253)
        @Nullable String owner,
    @JsonPropertyDescription(
            "Where it is followed up, such as SEC-1234; for people, not evaluated.")
        @Size(max = 253)
        @Nullable String ticket,
    @JsonPropertyDescription(
            "The first moment (RFC 3339, such as 2027-03-31T00:00:00Z) at which it no longer counts.")
        @Required
        @Pattern(BaseImagePolicySpec.TIME)
        @Size(max = 40)
        String expires) {
  public BaseImageExceptionSpec {
    policies = policies == null ? List.of() : List.copyOf(policies);
    reasons = reasons == null ? List.of() : List.copyOf(reasons);
  }

  /** What the exception is for; an absent field means everything. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record ExceptionMatchSpec(
      @JsonPropertyDescription("Namespaces by name; * and ? are wildcards. All when absent.")
          @Size(max = 64)
          List<@Size(min = 1, max = 63) String> namespaces,
      @JsonPropertyDescription("Kinds of workloads, such as [Deployment]. All when absent.")
          @Size(max = 7)
          List<WorkloadKind> kinds,
      @JsonPropertyDescription("Names of workloads; * and ? are wildcards. All when absent.")
          @Size(max = 64)
          List<@Size(min = 1, max = 253) String> names,
      @JsonPropertyDescription("Names of containers; * and ? are wildcards. All when absent.")
          @Size(max = 64)
          List<@Size(min = 1, max = 63) String> containers,
      @JsonPropertyDescription(
              "Globs on canonical references, such as docker.io/library/redis:*, or digests of the"
                  + " image or its index (sha256:...). All images when absent.")
          @Size(max = 64)
          List<@Size(min = 1, max = 512) String> images) {
    public ExceptionMatchSpec {
      namespaces = namespaces == null ? List.of() : List.copyOf(namespaces);
      kinds = kinds == null ? List.of() : List.copyOf(kinds);
      names = names == null ? List.of() : List.copyOf(names);
      containers = containers == null ? List.of() : List.copyOf(containers);
      images = images == null ? List.of() : List.copyOf(images);
    }
  }
}
