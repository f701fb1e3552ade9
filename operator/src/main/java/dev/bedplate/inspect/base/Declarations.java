package dev.bedplate.inspect.base;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.bedplate.image.BaseImage.BaseEvidence;
import dev.bedplate.image.Digest;
import dev.bedplate.source.ImageConfigDocument;
import java.io.IOException;
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
    try (JsonParser json = new JsonFactory().createParser(label)) {
      RunImage run = RunImage.read(json);
      int top = run.topLayer() == null ? -1 : diffIds.indexOf(run.topLayer());
      return run.reference() == null && top < 0
          ? Optional.empty()
          : Optional.of(
              new BaseDeclaration(
                  run.reference(), null, BaseEvidence.Buildpack, top + 1, "label " + BUILDPACK));
    } catch (IOException e) {
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

  private record RunImage(@Nullable String reference, @Nullable Digest topLayer) {
    static RunImage read(JsonParser json) throws IOException {
      String reference = null;
      Digest top = null;
      int depth = 0;
      boolean inRunImage = false;
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        switch (token) {
          case START_OBJECT, START_ARRAY -> {
            inRunImage |= depth == 1 && "runImage".equals(json.currentName());
            depth++;
          }
          case END_OBJECT, END_ARRAY -> {
            depth--;
            inRunImage &= depth > 1;
          }
          case VALUE_STRING -> {
            if (inRunImage && depth == 2 && "reference".equals(json.currentName())) {
              reference = json.getText();
            } else if (inRunImage && depth == 2 && "topLayer".equals(json.currentName())) {
              top = Digest.parse(json.getText()).orElse(null);
            }
          }
          default -> {}
        }
      }
      return new RunImage(reference, top);
    }
  }
}
