package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.bedplate.image.BaseImage.BaseEvidence;
import dev.bedplate.image.Distribution.Flavour;
import dev.bedplate.image.Libc.Kind;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an image in the form of their JSON, so that one converts into the other. Constants
 * are text here: a constant of a newer version must not make a list of images unreadable.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InspectedFacts(
    @Required DistributionFacts distribution,
    @Required LibcFacts libc,
    @Required BusyBoxFacts busybox,
    @Required PackagesFacts packages,
    @Required ToolsFacts tools,
    @Required SizeFacts size,
    @Required BaseFacts base,
    @Size(max = InspectedFacts.LIST) @Nullable List<ForeignBinaryFacts> foreignBinaries,
    @Required ConfigFacts config,
    @Required CompletenessFacts completeness,
    @Size(max = InspectedFacts.LIST) @Nullable List<EvidenceFacts> evidence) {
  /** The longest text, in bytes of JSON. */
  public static final int TEXT = 1024;

  /** The largest number of elements of a list. */
  public static final int LIST = 4096;

  /** The largest number of labels. */
  public static final int LABELS = 256;

  static final String DIGEST = "^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$";

  /** Which distribution the image is. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DistributionFacts(
      @Required @Size(max = TEXT) String id,
      @Size(max = LIST) @Nullable List<@Size(max = TEXT) String> idLike,
      @Size(max = TEXT) @Nullable String version,
      @Size(max = TEXT) @Nullable String codename,
      @Size(max = TEXT) @Nullable String prettyName,
      @Required @SchemaFrom(type = Flavour.class) String flavour,
      @JsonPropertyDescription("Whether libc and package database fit the id.")
          boolean consistent) {}

  /** The C library. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LibcFacts(
      @Required @SchemaFrom(type = Kind.class) String kind,
      @Size(max = TEXT) @Nullable String version,
      @Size(max = LIST) @Nullable List<@Size(max = TEXT) String> loaders,
      @Size(max = TEXT) @Nullable String shim) {}

  /** BusyBox. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BusyBoxFacts(
      boolean present,
      @Size(max = TEXT) @Nullable String version,
      @Size(max = TEXT) @Nullable String path) {}

  /** The package database. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PackagesFacts(
      @Size(max = TEXT) @Nullable String database,
      boolean managerPresent,
      @Nullable Integer count,
      boolean removed,
      @Size(max = LIST) @Nullable List<@Size(max = TEXT) String> names) {}

  /** Programs of interest. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ToolsFacts(
      @Size(max = LIST) @Nullable List<@Size(max = TEXT) String> shells,
      @Size(max = LIST) @Nullable List<@Size(max = TEXT) String> downloaders,
      @Size(max = LIST) @Nullable List<@Size(max = TEXT) String> debuggers,
      @Size(max = LIST) @Nullable List<@Size(max = TEXT) String> compilers,
      @Size(max = LIST) @Nullable List<@Size(max = TEXT) String> packageManagers) {}

  /** Sizes in bytes. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SizeFacts(
      @Required @Nullable Long compressed,
      @Nullable Long unpacked,
      @Nullable Long visible,
      @Nullable Long wasted,
      @Size(max = LIST) @Nullable List<LayerFacts> layers) {}

  /** One layer, lowest first. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LayerFacts(
      @Required @Pattern(DIGEST) @Size(max = 135) String digest,
      @Pattern(DIGEST) @Size(max = 135) @Nullable String diffId,
      @Required @Nullable Long compressed,
      @Nullable Long unpacked,
      @Size(max = TEXT) @Nullable String createdBy,
      boolean base) {}

  /** What the image was built on. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BaseFacts(
      @Size(max = TEXT) @Nullable String name,
      @Pattern(DIGEST) @Size(max = 135) @Nullable String digest,
      @Required @SchemaFrom(type = BaseEvidence.class) String evidence,
      boolean verified,
      @Required @Nullable Integer layers,
      @Nullable Long addedCompressed,
      @Nullable Long addedUnpacked,
      @Nullable Boolean outdated) {}

  /** A binary that cannot run on the image's libc. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ForeignBinaryFacts(
      @Required @Size(max = TEXT) String path,
      @Size(max = TEXT) @Nullable String owner,
      @Required @Pattern(DIGEST) @Size(max = 135) String layer,
      @JsonProperty("class") @Required @Size(max = TEXT) String classification,
      @Size(max = TEXT) @Nullable String interpreter,
      @Size(max = LIST) @Nullable List<@Size(max = TEXT) String> missing) {}

  /** The image configuration. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ConfigFacts(
      @Required @Size(max = TEXT) String user,
      @Size(max = LIST) @Nullable List<@Size(max = TEXT) String> entrypoint,
      @Size(max = LIST) @Nullable List<@Size(max = TEXT) String> command,
      @Size(max = 64) @Nullable String created,
      @Size(max = LABELS) @Nullable Map<String, @Size(max = TEXT) String> labels) {}

  /** Whether everything was read. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CompletenessFacts(
      boolean complete,
      @Size(max = LIST) @Nullable List<@Size(max = TEXT) String> unsupported,
      @Size(max = LIST) @Nullable List<@Size(max = TEXT) String> errors) {}

  /** What proved a fact. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record EvidenceFacts(
      @JsonPropertyDescription("Path of the fact, such as libc.kind.") @Required @Size(max = TEXT)
          String fact,
      @Size(max = TEXT) @Nullable String path,
      @Pattern(DIGEST) @Size(max = 135) @Nullable String layer,
      @Required @Size(max = TEXT) String detail) {}
}
