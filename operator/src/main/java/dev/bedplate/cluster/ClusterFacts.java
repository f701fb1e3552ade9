package dev.bedplate.cluster;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.Choice;
import dev.bedplate.inspect.FactsCache;
import dev.bedplate.inspect.KnownImage;
import dev.bedplate.inspect.base.BaseCandidate;
import dev.bedplate.inspect.layer.LayerFacts;
import dev.bedplate.inventory.CutFacts;
import dev.bedplate.inventory.StoredImage;
import dev.bedplate.inventory.StoredImage.Entry;
import dev.bedplate.inventory.StoredImage.Newer;
import dev.bedplate.inventory.StoredImage.Partial;
import dev.bedplate.inventory.StoredImage.Unusable;
import dev.bedplate.inventory.StoredImage.Whole;
import dev.bedplate.policy.Policy;
import dev.bedplate.source.ReferenceParser;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Facts from this process's memory or from the InspectedImages of the cluster. Writes go to memory
 * only.
 */
final class ClusterFacts implements FactsCache {
  private final FactsCache memory;
  private final InventoryView view;
  private final Finder finder;
  private final Supplier<? extends Collection<Policy>> policies;

  /** Finds the object of an image. */
  interface Finder {
    Optional<InspectedImageObject> find(Digest manifest);
  }

  /**
   * Facts over {@code memory} and {@code view}.
   *
   * @param finder who finds an object that memory does not know; only it may ask the API server
   * @param policies those in force: facts of which a part was cut serve as long as none asks for it
   */
  ClusterFacts(
      FactsCache memory,
      InventoryView view,
      Finder finder,
      Supplier<? extends Collection<Policy>> policies) {
    this.memory = memory;
    this.view = view;
    this.finder = finder;
    this.policies = policies;
  }

  @Override
  public Optional<KnownImage> image(Digest manifest) {
    Optional<KnownImage> own = memory.image(manifest);
    return own.isPresent() ? own : finder.find(manifest).flatMap(it -> usable(it.stored()));
  }

  private Optional<KnownImage> usable(StoredImage stored) {
    return switch (stored) {
      case Whole(var entry) -> Optional.of(entry.image());
      case Partial(var entry, var truncated) ->
          CutFacts.matter(truncated, policies.get())
              ? Optional.empty()
              : Optional.of(entry.image());
      case Newer _, Unusable _ -> Optional.empty();
    };
  }

  @Override
  public void putImage(Digest manifest, KnownImage image) {
    memory.putImage(manifest, image);
  }

  /** An object alone does not tell it: what it says about the whole index does. */
  @Override
  public Optional<Choice> choice(Digest index, Platform platform) {
    Optional<Choice> own = memory.choice(index, platform);
    return own.isPresent()
        ? own
        : view.ofIndex(index).stream()
            .flatMap(it -> it.choices().stream())
            .filter(it -> it.index().equals(index) && it.platform().equals(platform))
            .findFirst()
            .map(it -> new Choice(it.manifests(), true));
  }

  @Override
  public void putChoice(Digest index, Platform platform, Choice choice) {
    memory.putChoice(index, platform, choice);
  }

  @Override
  public Optional<LayerFacts> layer(Digest layer) {
    return memory.layer(layer);
  }

  @Override
  public void putLayer(Digest layer, LayerFacts facts) {
    memory.putLayer(layer, facts);
  }

  /** Of as many layers the one of the cluster, so that every replica names the same image. */
  @Override
  public Optional<BaseCandidate> below(List<Digest> diffIds) {
    Optional<BaseCandidate> own = memory.below(diffIds);
    int least = own.map(it -> it.diffIds().size()).orElse(1);
    for (int layers = diffIds.size() - 1; layers >= least; layers--) {
      List<Entry> shared = view.ofStack(diffIds.subList(0, layers));
      if (!shared.isEmpty()) {
        return shared.stream()
            .map(ClusterFacts::candidate)
            .min(Comparator.comparing(BaseCandidate::name));
      }
    }
    return own;
  }

  @Override
  public void putBelow(BaseCandidate image) {
    memory.putBelow(image);
  }

  private static BaseCandidate candidate(Entry entry) {
    String name = ReferenceParser.parseRegistry(entry.reference()).withoutDigest();
    Digest named = entry.indexes().isEmpty() ? entry.digest() : entry.indexes().getLast();
    return new BaseCandidate(name, named, entry.image().facts().size().diffIds());
  }
}
