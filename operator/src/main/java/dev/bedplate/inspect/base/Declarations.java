package dev.bedplate.inspect.base;

import dev.bedplate.image.BaseImage.BaseEvidence;
import dev.bedplate.image.Digest;
import dev.bedplate.json.InvalidJson;
import dev.bedplate.json.Json;
import dev.bedplate.json.JsonReader;
import dev.bedplate.source.ImageConfigDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what an image declares about its base, strongest kind first. */
public final class Declarations {
  private static final String NAME = "org.opencontainers.image.base.name";
  private static final String DIGEST = "org.opencontainers.image.base.digest";
  private static final String BUILDPACK = "io.buildpacks.lifecycle.metadata";

  private Declarations() {}

  /** The declaration of an image with these manifest annotations and this configuration. */
  public static Optional<BaseDeclaration> read(
      Map<String, String> annotations, ImageConfigDocument config) {
    Map<String, String> labels = config.config().labels();
    return declared(annotations, "manifest annotation ")
        .or(() -> declared(labels, "label "))
        .or(() -> buildpack(labels.get(BUILDPACK), config.diffIds()))
        .or(() -> history(config));
  }

  private static Optional<BaseDeclaration> declared(Map<String, String> values, String where) {
    String name = values.get(NAME);
    Digest digest = Optional.ofNullable(values.get(DIGEST)).flatMap(Digest::parse).orElse(null);
    if (name == null && digest == null) {
      return Optional.empty();
    }
    String key = name == null ? DIGEST : NAME;
    return Optional.of(new BaseDeclaration(name, digest, BaseEvidence.Declared, 0, where + key));
  }

  private static Optional<BaseDeclaration> buildpack(@Nullable String label, List<Digest> diffIds) {
    if (label == null) {
      return Optional.empty();
    }
    try {
      Object metadata = JsonReader.readLenient(label.getBytes(StandardCharsets.UTF_8));
      Map<?, ?> run = Json.fields(Json.fields(metadata).get("runImage"));
      String reference = run.get("reference") instanceof String text ? text : null;
      int top = Digest.parse(Json.text(run.get("topLayer"))).map(diffIds::indexOf).orElse(-1);
      return reference == null && top < 0
          ? Optional.empty()
          : Optional.of(
              new BaseDeclaration(
                  reference, null, BaseEvidence.Buildpack, top + 1, "label " + BUILDPACK));
    } catch (InvalidJson e) {
      return Optional.empty();
    }
  }

  /**
   * An empty history entry with a CMD below the last layer usually ends a base image. It says how
   * many layers, never which image, and modern Debian and BusyBox images do not have it.
   */
  private static Optional<BaseDeclaration> history(ImageConfigDocument config) {
    int layers = 0;
    int boundary = 0;
    for (var entry : config.history()) {
      if (!entry.emptyLayer()) {
        layers++;
      } else if (entry.createdBy() != null && entry.createdBy().contains("CMD [")) {
        boundary = boundary == 0 ? layers : boundary;
      }
    }
    return layers != config.diffIds().size() || boundary == 0 || boundary == layers
        ? Optional.empty()
        : Optional.of(
            new BaseDeclaration(
                null, null, BaseEvidence.History, boundary, "history: CMD below the last layer"));
  }
}
