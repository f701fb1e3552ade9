package dev.bedplate.image;

import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.json.Json;
import dev.bedplate.json.JsonObject;
import dev.bedplate.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@code inspect -o json} writes. */
public final class WrittenInspections {
  private final Function<String, ImageReference> references;
  private final Platform asked;

  /** {@code asked} is the platform of failed inspections, which those do not name. */
  public WrittenInspections(Function<String, ImageReference> references, Platform asked) {
    this.references = references;
    this.asked = asked;
  }

  /** All inspections of a file. */
  public List<Inspection> all(Path file) throws IOException {
    List<Inspection> all = new ArrayList<>();
    for (Object inspection :
        (List<?>) Objects.requireNonNull(JsonReader.read(Files.readAllBytes(file)))) {
      all.add(of(inspection));
    }
    return all;
  }

  /** One inspection. */
  public Inspection one(String json) throws IOException {
    return of(JsonReader.read(json.getBytes(StandardCharsets.UTF_8)));
  }

  private Inspection of(@Nullable Object tree) throws IOException {
    JsonObject inspection = JsonObject.of(tree, "inspection");
    ImageReference reference = references.apply(inspection.text("reference"));
    if (inspection.has("error")) {
      JsonObject error = inspection.object("error");
      UndecidedReason reason = UndecidedReason.valueOf(error.text("reason"));
      return new Failed(reference, asked, reason, error.text("message"));
    }
    Digest index = inspection.has("indexDigest") ? Digest.of(inspection.text("indexDigest")) : null;
    return new Inspected(
        reference,
        Digest.of(inspection.text("digest")),
        index,
        inspection.parsed("platform", Platform::parse, "os/architecture"),
        FactsJson.facts(Json.fields(tree)));
  }
}
