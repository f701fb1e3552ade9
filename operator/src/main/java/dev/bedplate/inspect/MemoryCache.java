package dev.bedplate.inspect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.base.BaseCandidate;
import dev.bedplate.inspect.layer.LayerFacts;
import java.util.List;
import java.util.Optional;

/** Facts in memory, bounded by an estimate of their bytes. */
public final class MemoryCache implements FactsCache {
  private static final int LINK_BYTES = 256;
  private final Cache<Object, Object> entries;

  /** A cache of at most about {@code bytes} bytes of heap. */
  public MemoryCache(long bytes) {
    entries = Caffeine.newBuilder().maximumWeight(bytes).weigher(MemoryCache::weigh).build();
  }

  private record ImageKey(Digest manifest) {}

  private record ChoiceKey(Digest index, Platform platform) {}

  private record LayerKey(Digest layer) {}

  /** Layers from the lowest on, with the hash that a list of them has. */
  private record StackKey(List<Digest> diffIds, int hash) {
    @Override
    public int hashCode() {
      return hash;
    }
  }

  @Override
  public Optional<KnownImage> image(Digest manifest) {
    return find(new ImageKey(manifest), KnownImage.class);
  }

  @Override
  public void putImage(Digest manifest, KnownImage image) {
    entries.put(new ImageKey(manifest), image);
  }

  @Override
  public Optional<Choice> choice(Digest index, Platform platform) {
    return find(new ChoiceKey(index, platform), Choice.class);
  }

  @Override
  public void putChoice(Digest index, Platform platform, Choice choice) {
    entries.put(new ChoiceKey(index, platform), choice);
  }

  @Override
  public Optional<LayerFacts> layer(Digest layer) {
    return find(new LayerKey(layer), LayerFacts.class);
  }

  @Override
  public void putLayer(Digest layer, LayerFacts facts) {
    entries.put(new LayerKey(layer), facts);
  }

  @Override
  public Optional<BaseCandidate> below(List<Digest> diffIds) {
    int[] hashes = hashes(diffIds);
    for (int layers = diffIds.size() - 1; layers > 0; layers--) {
      var key = new StackKey(diffIds.subList(0, layers), hashes[layers - 1]);
      var found = find(key, BaseCandidate.class);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  @Override
  public void putBelow(BaseCandidate image) {
    entries.put(new StackKey(image.diffIds(), image.diffIds().hashCode()), image);
  }

  /** Those of the list's beginnings, by {@link List#hashCode}, each layer hashed once. */
  private static int[] hashes(List<Digest> diffIds) {
    int[] hashes = new int[diffIds.size()];
    int hash = 1;
    for (int i = 0; i < hashes.length; i++) {
      hash = 31 * hash + diffIds.get(i).hashCode();
      hashes[i] = hash;
    }
    return hashes;
  }

  private <T> Optional<T> find(Object key, Class<T> type) {
    return Optional.ofNullable(entries.getIfPresent(key)).map(type::cast);
  }

  private static int weigh(Object key, Object value) {
    return switch (value) {
      case LayerFacts layer -> (int) Math.min(4096 + layer.weight(), Integer.MAX_VALUE);
      case KnownImage image ->
          4096
              + 64 * image.facts().packages().names().size()
              + 256 * image.facts().evidence().size();
      case BaseCandidate candidate -> LINK_BYTES + 128 * candidate.diffIds().size();
      case Choice choice -> LINK_BYTES * (1 + choice.manifests().size());
      default -> LINK_BYTES;
    };
  }
}
