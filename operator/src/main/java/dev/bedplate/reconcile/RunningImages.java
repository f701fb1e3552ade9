package dev.bedplate.reconcile;

import static java.util.stream.Collectors.toSet;

import dev.bedplate.check.Checker;
import dev.bedplate.cluster.RunningImage;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Access;
import dev.bedplate.source.ReferenceParser;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Looks up what running images consist of. */
final class RunningImages {
  /** Reasons that pass. */
  private static final Set<UndecidedReason> LATER =
      EnumSet.of(
          UndecidedReason.RegistryUnavailable,
          UndecidedReason.RegistryThrottled,
          UndecidedReason.DeadlineExceeded);

  private final Checker checker;

  RunningImages(Checker checker) {
    this.checker = checker;
  }

  /** The contents for all platforms, none when they cannot be had; empty when not now. */
  Optional<Set<Digest>> contents(
      RunningImage image, Supplier<Access> access, Consumer<Runnable> waiting) {
    List<Inspection> found =
        checker.inspect(ReferenceParser.parseRegistry(image.reference()), access, waiting);
    if (found.stream().anyMatch(it -> it instanceof Failed failed && isLater(failed))) {
      return Optional.empty();
    }
    // An index that runs need not have an image for every platform of the cluster.
    return Optional.of(
        found.stream()
            .flatMap(it -> it instanceof Inspected one ? Content.of(one).stream() : Stream.empty())
            .collect(toSet()));
  }

  private static boolean isLater(Failed failed) {
    return LATER.contains(failed.reason());
  }
}
