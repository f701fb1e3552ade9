package dev.bedplate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a policy demands; every field is optional, at least one is present. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = RulesSpec.ANY_RULE, message = RulesSpec.NO_RULE)
public record RulesSpec(
    @JsonPropertyDescription(
            "Distributions that images may be or may not be, by os-release; deny wins over allow.")
        @Nullable DistributionsSpec distributions,
    @JsonPropertyDescription(
            "States of support that the release of the distribution may not be in.")
        @Nullable LifecycleSpec lifecycle,
    @JsonPropertyDescription(
            "C libraries that images may have or may not have; deny wins over allow.")
        @Nullable LibcSpec libc,
    @JsonPropertyDescription("Upper limits of bytes and layers; at least one is set.")
        @Nullable SizeSpec size,
    @JsonPropertyDescription("What the package databases (apk, dpkg, rpm and others) may hold.")
        @Nullable PackagesSpec packages,
    @JsonPropertyDescription("Programs that may not be in an image, by what they are for.")
        @Nullable ToolsSpec tools,
    @JsonPropertyDescription("The image that an image was built on; deny wins over allow.")
        @Nullable BaseImagesSpec baseImages,
    @JsonPropertyDescription("How old an image may be, by the creation time in its configuration.")
        @Nullable AgeSpec age,
    @JsonPropertyDescription(
            "CEL over facts, container and workload; each must be true. One that could take more"
                + " than 20 million steps for an image of 1000 packages is not accepted; one that"
                + " takes more than 500000 steps for an image is undecided for it.")
        @Size(max = 16)
        List<ExpressionSpec> expressions) {
  /** What is wrong with rules of which none can be broken. */
  public static final String NO_RULE =
      "at least one rule is required; Allow and None demand nothing";

  static final String ANY_RULE =
      "has(self.distributions) || has(self.lifecycle) || has(self.libc) || has(self.size) ||"
          + " has(self.age) || (has(self.expressions) && size(self.expressions) > 0) ||"
          + " (has(self.packages) && (has(self.packages.max) || (has(self.packages.deny) &&"
          + " size(self.packages.deny) > 0) || (has(self.packages.manager) &&"
          + " self.packages.manager == 'Deny'))) || (has(self.tools) &&"
          + " ((has(self.tools.busybox) && self.tools.busybox == 'Deny') ||"
          + " (has(self.tools.shells) && self.tools.shells == 'Deny') ||"
          + " (has(self.tools.downloaders) && self.tools.downloaders == 'Deny') ||"
          + " (has(self.tools.debuggers) && self.tools.debuggers == 'Deny') ||"
          + " (has(self.tools.compilers) && self.tools.compilers == 'Deny'))) ||"
          + " (has(self.baseImages) && ((has(self.baseImages.allow) &&"
          + " size(self.baseImages.allow) > 0) || (has(self.baseImages.deny) &&"
          + " size(self.baseImages.deny) > 0) || (has(self.baseImages.require) &&"
          + " self.baseImages.require != 'None')))";

  public RulesSpec {
    expressions = expressions == null ? List.of() : List.copyOf(expressions);
  }
}
