package dev.bedplate.app;

import static dev.bedplate.policy.ViolationReason.AddedSizeExceeded;
import static dev.bedplate.policy.ViolationReason.BaseImageDenied;
import static dev.bedplate.policy.ViolationReason.BaseImageNotAllowed;
import static dev.bedplate.policy.ViolationReason.BaseImageUnverified;
import static dev.bedplate.policy.ViolationReason.BusyBoxPresent;
import static dev.bedplate.policy.ViolationReason.CompilerPresent;
import static dev.bedplate.policy.ViolationReason.CompressedSizeExceeded;
import static dev.bedplate.policy.ViolationReason.DebuggerPresent;
import static dev.bedplate.policy.ViolationReason.DistributionDenied;
import static dev.bedplate.policy.ViolationReason.DistributionEndOfLife;
import static dev.bedplate.policy.ViolationReason.DistributionNotAllowed;
import static dev.bedplate.policy.ViolationReason.DownloaderPresent;
import static dev.bedplate.policy.ViolationReason.ExpressionFailed;
import static dev.bedplate.policy.ViolationReason.ImageTooOld;
import static dev.bedplate.policy.ViolationReason.LibcDenied;
import static dev.bedplate.policy.ViolationReason.LibcNotAllowed;
import static dev.bedplate.policy.ViolationReason.PackageDenied;
import static dev.bedplate.policy.ViolationReason.PackageManagerPresent;
import static dev.bedplate.policy.ViolationReason.ShellPresent;
import static dev.bedplate.policy.ViolationReason.TooManyLayers;
import static dev.bedplate.policy.ViolationReason.TooManyPackages;
import static dev.bedplate.policy.ViolationReason.UnpackedSizeExceeded;

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
import dev.bedplate.policy.ViolationReason;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Which reasons policies can give at all: an exception for another one excepts nothing. */
final class GivenReasons {
  private GivenReasons() {}

  static Set<ViolationReason> of(Collection<Policy> policies) {
    return policies.stream()
        .flatMap(policy -> policy.rules().stream())
        .flatMap(rule -> of(rule).stream())
        .collect(Collectors.toSet());
  }

  private static Set<ViolationReason> of(Rule rule) {
    return switch (rule) {
      case AgeRule age -> Set.of(ImageTooOld);
      case BaseImageRule base -> Set.of(BaseImageDenied, BaseImageNotAllowed, BaseImageUnverified);
      case BaseProofRule proof -> Set.of(BaseImageUnverified);
      case DistributionRule distribution -> Set.of(DistributionDenied, DistributionNotAllowed);
      case ExpressionRule expression -> Set.of(ExpressionFailed);
      case LibcRule libc -> Set.of(LibcDenied, LibcNotAllowed);
      case LifecycleRule lifecycle -> Set.of(DistributionEndOfLife);
      case PackageCountRule count -> Set.of(TooManyPackages);
      case PackageDenyRule deny -> Set.of(PackageDenied);
      case PackageManagerRule manager -> Set.of(PackageManagerPresent);
      case SizeRule size ->
          Set.of(CompressedSizeExceeded, UnpackedSizeExceeded, AddedSizeExceeded, TooManyLayers);
      case ToolRule tool ->
          Set.of(BusyBoxPresent, ShellPresent, DownloaderPresent, DebuggerPresent, CompilerPresent);
    };
  }
}
