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
    @JsonPropertyDescription("Names of policies.") @Required @Size(min = 1, max = 64)
        List<@Size(min = 1, max = 253) String> policies,
    @JsonPropertyDescription("Violation reasons; all when absent.") @Size(max = 32)
        List<ViolationReason> reasons,
    @Nullable ExceptionMatchSpec match,
    @JsonPropertyDescription("Why this is tolerated.") @Required @Size(min = 1, max = 1024)
        String justification,
    @Size(max = 253) @Nullable String owner,
    @Size(max = 253) @Nullable String ticket,
    @JsonPropertyDescription("The first moment (RFC 3339) at which it no longer counts.")
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
      @Size(max = 64) List<@Size(min = 1, max = 63) String> namespaces,
      @Size(max = 7) List<WorkloadKind> kinds,
      @Size(max = 64) List<@Size(min = 1, max = 253) String> names,
      @Size(max = 64) List<@Size(min = 1, max = 63) String> containers,
      @JsonPropertyDescription("Globs on canonical references, or digests.") @Size(max = 64)
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
