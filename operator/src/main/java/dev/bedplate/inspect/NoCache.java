package dev.bedplate.inspect;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.base.BaseCandidate;
import dev.bedplate.inspect.layer.LayerFacts;
import java.util.List;
import java.util.Optional;

/** Remembers nothing. */
public final class NoCache implements FactsCache {
  @Override
  public Optional<KnownImage> image(Digest manifest) {
    return Optional.empty();
  }

  @Override
  public void putImage(Digest manifest, KnownImage image) {}

  @Override
  public Optional<Choice> choice(Digest index, Platform platform) {
    return Optional.empty();
  }

  @Override
  public void putChoice(Digest index, Platform platform, Choice choice) {}

  @Override
  public Optional<LayerFacts> layer(Digest layer) {
    return Optional.empty();
  }

  @Override
  public void putLayer(Digest layer, LayerFacts facts) {}

  @Override
  public Optional<BaseCandidate> below(List<Digest> diffIds) {
    return Optional.empty();
  }

  @Override
  public void putBelow(BaseCandidate image) {}
}
