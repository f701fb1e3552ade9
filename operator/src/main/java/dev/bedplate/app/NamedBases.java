package dev.bedplate.app;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.image.ImageReference;
import dev.bedplate.source.ReferenceParser;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bases that the policies in force name, collected once for each change of the policies. */
final class NamedBases implements Supplier<List<ImageReference>> {
  private final Supplier<Catalog> catalog;
  private volatile @Nullable Collected last;

  NamedBases(Supplier<Catalog> catalog) {
    this.catalog = catalog;
  }

  private record Collected(Catalog of, List<ImageReference> bases) {}

  @Override
  @SuppressWarnings("ReferenceEquality") // A catalog is replaced as a whole, never changed.
  public List<ImageReference> get() {
    Catalog now = catalog.get();
    Collected before = last;
    if (before != null && before.of() == now) {
      return before.bases();
    }
    List<ImageReference> bases = now.baseCandidates(ReferenceParser::parseRegistry);
    last = new Collected(now, bases);
    return bases;
  }
}
