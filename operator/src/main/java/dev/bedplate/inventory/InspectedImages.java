package dev.bedplate.inventory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.bedplate.api.v1alpha1.InspectedFacts;
import dev.bedplate.api.v1alpha1.InspectedImage;
import dev.bedplate.api.v1alpha1.InspectedImageSpec;
import dev.bedplate.image.Digest;
import dev.bedplate.image.FactsJson;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.KnownImage;
import dev.bedplate.inspect.layer.LayerReader;
import dev.bedplate.inventory.StoredImage.Partial;
import dev.bedplate.inventory.StoredImage.Unusable;
import dev.bedplate.inventory.StoredImage.Whole;
import dev.bedplate.policy.Quantity;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Inspected images as custom resources, by way of the JSON of facts; no requests are made here. */
public final class InspectedImages {
  /** The largest object, in bytes of JSON. */
  public static final int MAX_BYTES = 16 * 1024;

  // What the server adds to metadata and the operator to status.
  private static final int RESERVED_BYTES = 2 * 1024;
  private static final int PLATFORM = 128;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private InspectedImages() {}

  /** The name of the object of an image. */
  public static String name(Digest manifest) {
    return manifest.algorithm() + "-" + manifest.hex();
  }

  /**
   * The object of an image, without status, in at most {@link #MAX_BYTES}; what was cut for that is
   * listed in it.
   *
   * @param indexes the indexes the image was reached by, latest last; only the latest are kept
   */
  public static InspectedImage of(
      ImageReference reference, Digest manifest, KnownImage image, Collection<Digest> indexes) {
    List<String> digests = indexes.stream().map(Digest::toString).distinct().toList();
    List<String> latest =
        digests.subList(Math.max(0, digests.size() - InspectedImageSpec.INDEXES), digests.size());
    ObjectNode facts = tree(image.facts());
    Cut cut = new Cut(facts);
    var resource = new InspectedImage();
    resource.setMetadata(new ObjectMetaBuilder().withName(name(manifest)).build());
    String name = Clip.to(reference.original(), InspectedFacts.TEXT);
    int around = JSON.valueToTree(latest).toString().length() + Clip.bytes(name);
    String platform = cut.text("platform", image.platform().toString(), PLATFORM);
    cut.to(MAX_BYTES - RESERVED_BYTES - around);
    resource.setSpec(
        new InspectedImageSpec(
            name,
            manifest.toString(),
            platform,
            latest,
            LayerReader.ANALYZER_VERSION,
            Quantity.format(image.facts().size().compressed()),
            JSON.convertValue(facts, InspectedFacts.class),
            cut.paths()));
    return resource;
  }

  /** What an object says, as far as it can be used. */
  public static StoredImage read(InspectedImage resource) {
    InspectedImageSpec spec = resource.getSpec();
    if (spec == null || spec.facts() == null || spec.analyzer() == null) {
      return new Unusable("no facts");
    }
    if (spec.analyzer() != LayerReader.ANALYZER_VERSION) {
      return new Unusable("found by analysis " + spec.analyzer());
    }
    Digest digest = Digest.parse(String.valueOf(spec.digest())).orElse(null);
    if (digest == null || !name(digest).equals(resource.getMetadata().getName())) {
      return new Unusable("the digest is not that of the name");
    }
    Platform platform = Platform.parse(String.valueOf(spec.platform())).orElse(null);
    if (platform == null) {
      return new Unusable("no platform");
    }
    try (JsonParser in = JSON.<ObjectNode>valueToTree(spec.facts()).traverse()) {
      var image = new KnownImage(platform, FactsJson.readFacts(in));
      return stored(digest, image, spec);
    } catch (IOException e) {
      return new Unusable(String.valueOf(e.getMessage()));
    }
  }

  private static StoredImage stored(Digest digest, KnownImage image, InspectedImageSpec spec) {
    List<Digest> indexes = new ArrayList<>();
    spec.indexDigests().forEach(text -> Digest.parse(text).ifPresent(indexes::add));
    List<String> judged = spec.truncated().stream().filter(Cut::isJudged).toList();
    return judged.isEmpty()
        ? new Whole(digest, image, indexes)
        : new Partial(digest, image, indexes, judged);
  }

  private static ObjectNode tree(ImageFacts facts) {
    try (var buffer = new TokenBuffer(JSON, false)) {
      FactsJson.writeFacts(buffer, facts);
      return JSON.readValue(buffer.asParser(), ObjectNode.class);
    } catch (IOException e) {
      throw new IllegalStateException("facts that cannot be written to memory", e);
    }
  }
}
