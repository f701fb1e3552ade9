package dev.bedplate.cluster;

import dev.bedplate.image.Digest;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One live read of an image's object where it is not known: another replica may have written it a
 * moment ago. For inspections in the background only.
 */
final class LiveReads implements ClusterFacts.Finder {
  private static final Logger LOG = LoggerFactory.getLogger(LiveReads.class);

  /** An API server that stalls must leave time to read the image: somebody waits for it. */
  private static final WholeAnswers SOON = new WholeAnswers(Duration.ofSeconds(1));

  private final InventoryView view;
  private final InventoryRequests requests;

  LiveReads(InventoryView view, InventoryRequests requests) {
    this.view = view;
    this.requests = requests;
  }

  @Override
  public Optional<InspectedImageObject> find(Digest manifest) {
    Optional<InspectedImageObject> known = view.find(manifest);
    return known.isPresent() ? known : asked(manifest);
  }

  private Optional<InspectedImageObject> asked(Digest manifest) {
    try {
      Optional<InspectedImageObject> found = SOON.to(() -> requests.find(manifest));
      found.ifPresent(view::ahead);
      return found;
    } catch (KubernetesClientException e) {
      LOG.atDebug()
          .addKeyValue("digest", manifest)
          .setCause(e)
          .log("not looked up among the inspected images, so it is inspected");
      return Optional.empty();
    }
  }
}
