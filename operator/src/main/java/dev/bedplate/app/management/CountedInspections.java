package dev.bedplate.app.management;

import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.source.Access;
import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Counts what becomes of the questions to another inspector. */
final class CountedInspections implements ImageInspector {
  private final ImageInspector inspector;
  private final Counter inspected;
  private final EnumCounters<UndecidedReason> failed;

  CountedInspections(ImageInspector inspector, Function<String, Counter> counters) {
    this.inspector = inspector;
    inspected = counters.apply("Inspected");
    failed = new EnumCounters<>(UndecidedReason.class, counters);
  }

  @Override
  public List<Inspection> inspect(ImageReference reference, Platform platform, Access access) {
    return counted(inspector.inspect(reference, platform, access));
  }

  @Override
  public Optional<List<Inspection>> known(
      ImageReference reference, Platform platform, Access access) {
    return inspector.known(reference, platform, access).map(this::counted);
  }

  private List<Inspection> counted(List<Inspection> inspections) {
    for (Inspection inspection : inspections) {
      switch (inspection) {
        case Inspected _ -> inspected.increment();
        case Failed(_, _, var reason, _) -> failed.increment(reason);
      }
    }
    return inspections;
  }

  @Override
  public List<Platform> platforms(ImageReference reference, Access access) {
    return inspector.platforms(reference, access);
  }
}
