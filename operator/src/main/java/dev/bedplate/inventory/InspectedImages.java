package dev.bedplate.inventory;

import static dev.bedplate.api.v1alpha1.InspectedImageSpec.CHOICES;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bedplate.api.v1alpha1.InspectedChoice;
import dev.bedplate.api.v1alpha1.InspectedFacts;
import dev.bedplate.api.v1alpha1.InspectedImage;
import dev.bedplate.api.v1alpha1.InspectedImageSpec;
import dev.bedplate.image.Digest;
import dev.bedplate.image.FactsJson;
import dev.bedplate.image.ImageReference;
import dev.bedplate.inspect.KnownImage;
import dev.bedplate.inspect.layer.LayerReader;
import dev.bedplate.inventory.StoredImage.Chosen;
import dev.bedplate.inventory.StoredImage.Entry;
import dev.bedplate.inventory.StoredImage.Partial;
import dev.bedplate.inventory.StoredImage.Unusable;
import dev.bedplate.inventory.StoredImage.Whole;
import dev.bedplate.policy.Quantity;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Inspected images as custom resources, by way of the JSON of facts; no requests are made here. */
public final class InspectedImages {
  /** The largest object, in bytes of JSON. */
  public static final int MAX_BYTES = 16 * 1024;

  // What the server adds to metadata and the operator to status.
  private static final int RESERVED_BYTES = 2 * 1024;
  // Indexes that are found later are added to the object.
  private static final int INDEX_BYTES = InspectedImageSpec.INDEXES * 138;
  private static final int CHOICE_BYTES = 1536;
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
   * @param choices what those indexes offer besides, of which the first that fit are kept
   */
  public static InspectedImage of(
      ImageReference reference,
      Digest manifest,
      KnownImage image,
      Collection<Digest> indexes,
      List<Chosen> choices) {
    List<String> digests = indexes.stream().map(Digest::toString).distinct().toList();
    List<String> latest =
        digests.subList(Math.max(0, digests.size() - InspectedImageSpec.INDEXES), digests.size());
    Cut cut = new Cut(FactsJson.of(image.facts()));
    var resource = new InspectedImage();
    resource.setMetadata(new ObjectMetaBuilder().withName(name(manifest)).build());
    String name = Clip.to(reference.original(), InspectedFacts.TEXT);
    int around = INDEX_BYTES + CHOICE_BYTES + Clip.bytes(name);
    String platform = cut.text("platform", image.platform().toString(), PLATFORM);
    cut.to(MAX_BYTES - RESERVED_BYTES - around);
    resource.setSpec(
        new InspectedImageSpec(
            name,
            manifest.toString(),
            platform,
            latest,
            choices(manifest, choices),
            LayerReader.ANALYZER_VERSION,
            Quantity.format(image.facts().size().compressed()),
            cut.facts(),
            cut.paths()));
    return resource;
  }

  /** As they are written to the object of {@code manifest}; those beyond the room for them go. */
  public static List<InspectedChoice> choices(Digest manifest, List<Chosen> choices) {
    var written = new ArrayList<InspectedChoice>();
    int bytes = 0;
    for (Chosen choice : choices) {
      List<String> manifests =
          choice.manifests().equals(List.of(manifest))
              ? List.of()
              : choice.manifests().stream().map(Digest::toString).toList();
      String platform = choice.platform().toString();
      var one = new InspectedChoice(choice.index().toString(), platform, manifests);
      bytes += JSON.valueToTree(one).toString().length() + 1;
      if (bytes <= CHOICE_BYTES && platform.length() <= PLATFORM && written.size() < CHOICES) {
        written.add(one);
      }
    }
    return List.copyOf(written);
  }

  /** What the plain {@code spec} of an object says, as far as it can be used. */
  public static StoredImage read(Map<?, ?> spec) {
    return StoredSpec.read(spec);
  }

  /** The same, unless the object's {@code name} belongs to another digest. */
  public static StoredImage named(String name, StoredImage stored) {
    return switch (stored) {
      case Whole(var entry) -> named(name, entry, stored);
      case Partial(var entry, _) -> named(name, entry, stored);
      case StoredImage.Newer _, Unusable _ -> stored;
    };
  }

  private static StoredImage named(String name, Entry entry, StoredImage stored) {
    return name(entry.digest()).equals(name)
        ? stored
        : new Unusable("the digest is not that of the name");
  }
}
