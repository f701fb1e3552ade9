package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Which manifests of an index could run on a platform. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InspectedChoice(
    @JsonPropertyDescription("Digest of an index that holds this manifest.")
        @Required
        @Pattern(InspectedFacts.DIGEST)
        @Size(max = 135)
        String index,
    @JsonPropertyDescription("The platform that was asked for.") @Required @Size(min = 1, max = 128)
        String platform,
    @JsonPropertyDescription(
            "Digests of all manifests of the index that could run there; none means this one alone.")
        @Size(max = InspectedChoice.MANIFESTS)
        List<@Pattern(InspectedFacts.DIGEST) @Size(max = 135) String> manifests) {
  /** The largest number of manifests. */
  public static final int MANIFESTS = 8;

  public InspectedChoice {
    manifests = manifests == null ? List.of() : List.copyOf(manifests);
  }
}
