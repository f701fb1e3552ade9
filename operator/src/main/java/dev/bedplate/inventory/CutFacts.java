package dev.bedplate.inventory;

import dev.bedplate.policy.AgeRule;
import dev.bedplate.policy.BaseImageRule;
import dev.bedplate.policy.BaseProofRule;
import dev.bedplate.policy.DistributionRule;
import dev.bedplate.policy.ExpressionRule;
import dev.bedplate.policy.LibcRule;
import dev.bedplate.policy.LifecycleRule;
import dev.bedplate.policy.PackageCountRule;
import dev.bedplate.policy.PackageDenyRule;
import dev.bedplate.policy.PackageManagerRule;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.Rule;
import dev.bedplate.policy.SizeRule;
import dev.bedplate.policy.ToolRule;
import java.util.Collection;
import java.util.List;

/** Says whether facts that were cut still decide what is asked of them. */
public final class CutFacts {
  // What every answer shows or is put together from, whatever the policies ask.
  private static final List<String> ALWAYS =
      List.of("platform", "distribution", "libc.kind", "size.layers", "base");

  private CutFacts() {}

  /** Whether one of {@code policies} may ask for what was cut at one of these paths. */
  public static boolean matter(List<String> truncated, Collection<Policy> policies) {
    return within(ALWAYS, truncated)
        || policies.stream()
            .flatMap(policy -> policy.rules().stream())
            .anyMatch(rule -> within(asked(rule), truncated));
  }

  private static boolean within(List<String> asked, List<String> truncated) {
    return truncated.stream().anyMatch(path -> asked.stream().anyMatch(path::startsWith));
  }

  /** The beginnings of the paths that a rule looks at. */
  private static List<String> asked(Rule rule) {
    return switch (rule) {
      case AgeRule _ -> List.of("config.created");
      case BaseImageRule _, BaseProofRule _ -> List.of("base");
      case DistributionRule _, LifecycleRule _ -> List.of("distribution");
      case ExpressionRule _ -> List.of("");
      case LibcRule _ -> List.of("libc", "foreignBinaries");
      case PackageCountRule _ -> List.of("packages.count");
      case PackageDenyRule _ -> List.of("packages.names");
      case PackageManagerRule _ -> List.of("tools.packageManagers");
      case SizeRule _ -> List.of("size");
      case ToolRule _ -> List.of("tools", "busybox");
    };
  }
}
