package dev.bedplate.cluster;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.FactsCache;
import dev.bedplate.inspect.KnownImage;
import dev.bedplate.inspect.base.BaseCandidate;
import dev.bedplate.inspect.layer.LayerFacts;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same facts, with one live read of an image's object where it is not known: another replica
 * may have written it a moment ago. For inspections in the background only.
 */
final class LiveFacts implements FactsCache {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFacts.class);
  private final FactsCache facts;
  private final InventoryView view;
  private final InventoryRequests requests;

  LiveFacts(FactsCache facts, InventoryView view, InventoryRequests requests) {
    this.facts = facts;
    this.view = view;
    this.requests = requests;
  }

  @Override
  public Optional<KnownImage> image(Digest manifest) {
    Optional<KnownImage> known = facts.image(manifest);
    return known.isPresent() || view.find(manifest).isPresent() ? known : asked(manifest);
  }

  private Optional<KnownImage> asked(Digest manifest) {
    try {
      Optional<InspectedImageObject> found = requests.find(manifest);
      found.ifPresent(view::ahead);
      return found.isPresent() ? facts.image(manifest) : Optional.empty();
    } catch (KubernetesClientException e) {
      LOG.atDebug()
          .addKeyValue("digest", manifest)
          .setCause(e)
          .log("not looked up among the inspected images, so it is inspected");
      return Optional.empty();
    }
  }

  @Override
  public void putImage(Digest manifest, KnownImage image) {
    facts.putImage(manifest, image);
  }

  @Override
  public Optional<Digest> manifest(Digest index, Platform platform) {
    return facts.manifest(index, platform);
  }

  @Override
  public void putManifest(Digest index, Platform platform, Digest manifest) {
    facts.putManifest(index, platform, manifest);
  }

  @Override
  public Optional<LayerFacts> layer(Digest layer) {
    return facts.layer(layer);
  }

  @Override
  public void putLayer(Digest layer, LayerFacts layerFacts) {
    facts.putLayer(layer, layerFacts);
  }

  @Override
  public Optional<BaseCandidate> stack(Digest chainId) {
    return facts.stack(chainId);
  }

  @Override
  public void putStack(Digest chainId, BaseCandidate image) {
    facts.putStack(chainId, image);
  }
}
