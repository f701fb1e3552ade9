package dev.bedplate.inventory;

import dev.bedplate.image.Digest;
import dev.bedplate.image.FactsJson;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.KnownImage;
import dev.bedplate.inspect.layer.LayerReader;
import dev.bedplate.inventory.StoredImage.Chosen;
import dev.bedplate.inventory.StoredImage.Entry;
import dev.bedplate.inventory.StoredImage.Newer;
import dev.bedplate.inventory.StoredImage.Partial;
import dev.bedplate.inventory.StoredImage.Unusable;
import dev.bedplate.inventory.StoredImage.Whole;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code spec} of an InspectedImage in plain maps: thousands are read before a role is ready,
 * so none becomes an object of the schema first.
 */
final class StoredSpec {
  private StoredSpec() {}

  static StoredImage read(Map<?, ?> spec) {
    if (!(spec.get("facts") instanceof Map<?, ?> facts)
        || !(spec.get("analyzer") instanceof Number analyzer)) {
      return new Unusable("no facts");
    }
    if (analyzer.intValue() > LayerReader.ANALYZER_VERSION) {
      return new Newer(analyzer.intValue());
    }
    if (analyzer.intValue() < LayerReader.ANALYZER_VERSION) {
      return new Unusable("found by analysis " + analyzer);
    }
    Optional<Digest> digest = Digest.parse(text(spec, "digest"));
    if (digest.isEmpty()) {
      return new Unusable("no digest");
    }
    Optional<Platform> platform = Platform.parse(text(spec, "platform"));
    if (platform.isEmpty()) {
      return new Unusable("no platform");
    }
    try {
      return stored(spec, digest.get(), new KnownImage(platform.get(), FactsJson.facts(facts)));
    } catch (IOException e) {
      return new Unusable(String.valueOf(e.getMessage()));
    }
  }

  private static StoredImage stored(Map<?, ?> spec, Digest digest, KnownImage image) {
    List<Digest> indexes =
        texts(spec, "indexDigests").stream().map(Digest::parse).flatMap(Optional::stream).toList();
    var entry = new Entry(text(spec, "reference"), digest, image, indexes, choices(spec, digest));
    List<String> judged = texts(spec, "truncated").stream().filter(Cut::isJudged).toList();
    return judged.isEmpty() ? new Whole(entry) : new Partial(entry, judged);
  }

  /** Objects of earlier versions have none: which manifests an index offers is asked again. */
  private static List<Chosen> choices(Map<?, ?> spec, Digest own) {
    return spec.get("choices") instanceof List<?> list
        ? list.stream()
            .filter(Map.class::isInstance)
            .flatMap(it -> choice((Map<?, ?>) it, own).stream())
            .toList()
        : List.of();
  }

  private static Optional<Chosen> choice(Map<?, ?> choice, Digest own) {
    List<String> written = texts(choice, "manifests");
    List<Digest> manifests =
        written.isEmpty()
            ? List.of(own)
            : written.stream().map(Digest::parse).flatMap(Optional::stream).toList();
    boolean whole = manifests.contains(own) && manifests.size() == Math.max(1, written.size());
    return Digest.parse(text(choice, "index"))
        .filter(_ -> whole)
        .flatMap(
            index ->
                Platform.parse(text(choice, "platform"))
                    .map(platform -> new Chosen(index, platform, manifests)));
  }

  private static String text(Map<?, ?> spec, String field) {
    return String.valueOf(spec.get(field));
  }

  private static List<String> texts(Map<?, ?> spec, String field) {
    return spec.get(field) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
