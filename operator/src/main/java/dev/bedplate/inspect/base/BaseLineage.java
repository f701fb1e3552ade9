package dev.bedplate.inspect.base;

import dev.bedplate.image.BaseImage;
import dev.bedplate.image.BaseImage.BaseEvidence;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.ImageSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what an image was built on: proven by layers first, claims after. */
public final class BaseLineage {
  private BaseLineage() {}

  /** The base and its evidence. */
  public record Finding(BaseImage base, List<Evidence> evidence) {
    public Finding {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * Decides from the image's layers (lowest first), what it declares, the layers of the declared
   * image when they could be had, and other candidates. The longest prefix wins, which may be all
   * of the layers: what adds metadata only is built on its base too. Among equally long ones the
   * declared image wins, then the alphabetically first name.
   */
  public static Finding decide(
      List<ImageSize.Layer> layers,
      @Nullable BaseDeclaration declaration,
      @Nullable BaseCandidate declared,
      List<BaseCandidate> candidates) {
    List<Digest> diffIds = diffIds(layers);
    List<BaseCandidate> all = new ArrayList<>(candidates);
    if (declared != null) {
      all.add(declared);
    }
    Optional<BaseCandidate> proven =
        all.stream()
            .filter(candidate -> candidate.prefixOf(diffIds))
            .max((a, b) -> compare(a, b, declared));
    List<Evidence> evidence = new ArrayList<>();
    if (declaration != null && declared != null && !declared.prefixOf(diffIds)) {
      evidence.add(
          new Evidence(
              "base.name",
              null,
              null,
              declaration.detail()
                  + " names "
                  + declared.name()
                  + ", which the layers contradict: they do not begin with its layers"));
    }
    return proven
        .map(base -> proven(base, layers, evidence))
        .orElseGet(() -> claimed(declaration, layers, evidence));
  }

  /** More layers are better, then the declared base, then the first name. */
  private static int compare(BaseCandidate a, BaseCandidate b, @Nullable BaseCandidate declared) {
    int layers = Integer.compare(a.diffIds().size(), b.diffIds().size());
    if (layers != 0) {
      return layers;
    }
    int named = Boolean.compare(a.equals(declared), b.equals(declared));
    return named != 0 ? named : b.name().compareTo(a.name());
  }

  private static Finding proven(
      BaseCandidate base, List<ImageSize.Layer> layers, List<Evidence> evidence) {
    int count = base.diffIds().size();
    evidence.add(
        new Evidence(
            "base.name",
            null,
            layers.get(count - 1).digest(),
            count == layers.size()
                ? "all of its %d layers are those of %s: it adds none".formatted(count, base.name())
                : "the lowest %d of %d layers are those of %s"
                    .formatted(count, layers.size(), base.name())));
    return new Finding(
        new BaseImage(
            base.name(),
            base.digest(),
            BaseEvidence.LayerPrefix,
            true,
            count,
            addedCompressed(layers, count),
            addedUnpacked(layers, count),
            null),
        evidence);
  }

  private static Finding claimed(
      @Nullable BaseDeclaration claim, List<ImageSize.Layer> layers, List<Evidence> evidence) {
    if (claim == null) {
      return new Finding(
          new BaseImage(null, null, BaseEvidence.None, false, 0, null, null, null), evidence);
    }
    evidence.add(new Evidence("base.name", null, null, claim.detail()));
    boolean bounded = claim.evidence() == BaseEvidence.Buildpack && claim.layers() > 0;
    return new Finding(
        new BaseImage(
            claim.name(),
            claim.digest(),
            claim.evidence(),
            false,
            claim.layers(),
            bounded ? addedCompressed(layers, claim.layers()) : null,
            bounded ? addedUnpacked(layers, claim.layers()) : null,
            null),
        evidence);
  }

  private static List<Digest> diffIds(List<ImageSize.Layer> layers) {
    List<Digest> diffIds = new ArrayList<>(layers.size());
    for (ImageSize.Layer layer : layers) {
      if (layer.diffId() == null) {
        return List.of();
      }
      diffIds.add(layer.diffId());
    }
    return diffIds;
  }

  private static long addedCompressed(List<ImageSize.Layer> layers, int base) {
    return layers.stream().skip(base).mapToLong(ImageSize.Layer::compressed).sum();
  }

  private static @Nullable Long addedUnpacked(List<ImageSize.Layer> layers, int base) {
    long added = 0;
    for (ImageSize.Layer layer : layers.subList(base, layers.size())) {
      if (layer.unpacked() == null) {
        return null;
      }
      added += layer.unpacked();
    }
    return added;
  }
}
