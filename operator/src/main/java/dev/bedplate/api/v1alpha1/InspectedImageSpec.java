package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known about an image, and how it was reached. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InspectedImageSpec(
    @JsonPropertyDescription(
            "A reference by which the image was reached, such as docker.io/library/nginx:1.27.")
        @Required
        @Size(min = 1, max = InspectedFacts.TEXT)
        String reference,
    @JsonPropertyDescription(
            "Digest of the manifest of this platform; the name of the object with - for :.")
        @Required
        @Pattern(InspectedFacts.DIGEST)
        @Size(max = 135)
        String digest,
    @JsonPropertyDescription(
            "os/architecture, with /variant where there is one, such as linux/arm64.")
        @Required
        @Size(min = 1, max = 128)
        String platform,
    @JsonPropertyDescription("Digests of indexes that hold this manifest, at most 16.")
        @Size(max = InspectedImageSpec.INDEXES)
        List<@Pattern(InspectedFacts.DIGEST) @Size(max = 135) String> indexDigests,
    @JsonPropertyDescription(
            "What those indexes offer; an index without an entry here is read when it is asked for.")
        @Size(max = InspectedImageSpec.CHOICES)
        List<InspectedChoice> choices,
    @JsonPropertyDescription("Version of the analysis that found the facts.") @Required @Min(1)
        @Nullable Integer analyzer,
    @JsonPropertyDescription("Compressed size for people, such as 3.3 MiB.") @Size(max = 32)
        @Nullable String size,
    @JsonPropertyDescription("What the image is, as `bedplate inspect -o json` tells it.")
        @Required
        @SchemaFrom(type = InspectedFacts.class)
        Map<String, Object> facts,
    @JsonPropertyDescription(
            "Parts of the facts that were cut to keep the object below 16 KiB, such as evidence.")
        @Size(max = 32)
        List<@Size(min = 1, max = 64) String> truncated) {
  /** The largest number of index digests. */
  public static final int INDEXES = 16;

  /** The largest number of choices. */
  public static final int CHOICES = 16;

  public InspectedImageSpec {
    indexDigests = indexDigests == null ? List.of() : List.copyOf(indexDigests);
    choices = choices == null ? List.of() : List.copyOf(choices);
    truncated = truncated == null ? List.of() : List.copyOf(truncated);
  }
}
