package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.bedplate.image.Libc;
import dev.bedplate.image.Lifecycle;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a policy demands; every field is optional, at least one is present. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "has(self.distributions) || has(self.lifecycle) || has(self.libc) || has(self.size) ||"
            + " has(self.packages) || has(self.tools) || has(self.baseImages) || has(self.age) ||"
            + " (has(self.expressions) && size(self.expressions) > 0)",
    message = "at least one rule is required")
public record RulesSpec(
    @Nullable Distributions distributions,
    @Nullable LifecycleSpec lifecycle,
    @Nullable LibcSpec libc,
    @Nullable SizeSpec size,
    @Nullable PackagesSpec packages,
    @Nullable ToolsSpec tools,
    @Nullable BaseImagesSpec baseImages,
    @Nullable AgeSpec age,
    @JsonPropertyDescription(
            "CEL over facts, container and workload; each must be true. One that could take more"
                + " than 20 million steps for an image of 1000 packages is not accepted; one that"
                + " takes more than 500000 steps for an image is undecided for it.")
        @Size(max = 16)
        List<ExpressionSpec> expressions) {
  private static final String QUANTITY = "^[0-9]{1,18}(\\.[0-9]{1,9})?(Ki|Mi|Gi|Ti|k|M|G|T)?$";

  public RulesSpec {
    expressions = expressions == null ? List.of() : List.copyOf(expressions);
  }

  /** Distributions that are accepted or not; deny wins. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @ValidationRule(
      value =
          "(has(self.allow) && size(self.allow) > 0) || (has(self.deny) && size(self.deny) > 0)",
      message = "allow or deny is required")
  public record Distributions(
      @Size(max = 64) List<DistributionTerm> allow, @Size(max = 64) List<DistributionTerm> deny) {
    public Distributions {
      allow = allow == null ? List.of() : List.copyOf(allow);
      deny = deny == null ? List.of() : List.copyOf(deny);
    }
  }

  /** One distribution, in all versions when there is no range. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record DistributionTerm(
      @JsonPropertyDescription("ID of os-release, or busybox, nix, scratch, windows.")
          @Required
          @Size(min = 1, max = 64)
          String id,
      @JsonPropertyDescription("Comparisons such as \">=3.18 <3.21\" or \"<11 || >=12\".")
          @Size(min = 1, max = 128)
          @Nullable String versions) {}

  /** States of support that are not accepted. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @ValidationRule(
      value = "self.deny.all(s, s in ['EndOfLife', 'ExtendedOnly', 'SecurityOnly'])",
      message = "only EndOfLife, ExtendedOnly and SecurityOnly can be denied")
  public record LifecycleSpec(
      @Required @Size(min = 1, max = 6) List<Lifecycle.State> deny,
      @JsonPropertyDescription("Days after the end of support during which nothing is said.")
          @Min(0)
          @Max(3650)
          @Nullable Integer graceDays,
      @JsonPropertyDescription("Whether extended support counts as support.")
          @Nullable Boolean extendedSupport) {
    public LifecycleSpec {
      deny = deny == null ? List.of() : List.copyOf(deny);
    }
  }

  /** C libraries that are accepted or not; deny wins. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @ValidationRule(
      value =
          "(has(self.allow) && size(self.allow) > 0) || (has(self.deny) && size(self.deny) > 0) ||"
              + " has(self.foreignBinaries)",
      message = "allow, deny or foreignBinaries is required")
  public record LibcSpec(
      @Size(max = 7) List<Libc.Kind> allow,
      @Size(max = 7) List<Libc.Kind> deny,
      @JsonPropertyDescription("Binaries that cannot run on the image's libc.")
          @Nullable Presence foreignBinaries) {
    public LibcSpec {
      allow = allow == null ? List.of() : List.copyOf(allow);
      deny = deny == null ? List.of() : List.copyOf(deny);
    }
  }

  /** Upper limits; sizes are quantities such as 100Mi. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @ValidationRule(
      value =
          "has(self.maxCompressed) || has(self.maxUnpacked) || has(self.maxAdded) ||"
              + " has(self.maxLayers)",
      message = "at least one limit is required")
  public record SizeSpec(
      @Pattern(QUANTITY) @Size(max = 32) @Nullable String maxCompressed,
      @Pattern(QUANTITY) @Size(max = 32) @Nullable String maxUnpacked,
      @JsonPropertyDescription("Compressed bytes on top of the base.")
          @Pattern(QUANTITY)
          @Size(max = 32)
          @Nullable String maxAdded,
      @Min(0) @Max(1000) @Nullable Integer maxLayers) {}

  /** Packages. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @ValidationRule(
      value = "has(self.max) || (has(self.deny) && size(self.deny) > 0) || has(self.manager)",
      message = "max, deny or manager is required")
  public record PackagesSpec(
      @Min(0) @Max(1000000) @Nullable Integer max,
      @JsonPropertyDescription("Package names; * and ? are wildcards.") @Size(max = 128)
          List<@Size(min = 1, max = 128) String> deny,
      @Nullable Presence manager) {
    public PackagesSpec {
      deny = deny == null ? List.of() : List.copyOf(deny);
    }
  }

  /** Programs by what they are for. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @ValidationRule(
      value =
          "has(self.busybox) || has(self.shells) || has(self.downloaders) || has(self.debuggers) ||"
              + " has(self.compilers)",
      message = "at least one tool is required")
  public record ToolsSpec(
      @Nullable Presence busybox,
      @Nullable Presence shells,
      @Nullable Presence downloaders,
      @Nullable Presence debuggers,
      @Nullable Presence compilers) {}

  /** Base images by globs; deny wins. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @ValidationRule(
      value =
          "(has(self.allow) && size(self.allow) > 0) || (has(self.deny) && size(self.deny) > 0) ||"
              + " has(self.require)",
      message = "allow, deny or require is required")
  public record BaseImagesSpec(
      @Size(max = 64) List<@Size(min = 1, max = 512) String> allow,
      @Size(max = 64) List<@Size(min = 1, max = 512) String> deny,
      @JsonPropertyDescription("How certain the base must be.") @Nullable Require require) {
    public BaseImagesSpec {
      allow = allow == null ? List.of() : List.copyOf(allow);
      deny = deny == null ? List.of() : List.copyOf(deny);
    }

    /** How certain the base must be. */
    public enum Require {
      None,
      Declared,
      Verified
    }
  }

  /** Age by the image's own time of creation. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record AgeSpec(@Required @Min(1) @Max(36500) @Nullable Integer maxDays) {}

  /** A CEL expression and what to say when it is false. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record ExpressionSpec(
      @Required @Size(min = 1, max = 2048) String expression,
      @Size(max = 512) @Nullable String message) {}
}
