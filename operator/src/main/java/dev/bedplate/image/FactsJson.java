package dev.bedplate.image;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The public JSON form of inspections: one object per image and platform, fields in contract order,
 * unknown fields ignored when read. Works on the streaming parser alone, so that a command line
 * pays for no object mapper.
 */
public final class FactsJson {
  private FactsJson() {}

  /** Writes one object; {@code lifecycle} is null when nobody computed it. */
  public static void write(JsonGenerator out, Inspection inspection, @Nullable Lifecycle lifecycle)
      throws IOException {
    JsonTree.write(out, toMap(inspection, lifecycle));
  }

  /** The same object as maps, lists, strings, longs, booleans and nulls, in contract order. */
  public static Map<String, @Nullable Object> toMap(
      Inspection inspection, @Nullable Lifecycle lifecycle) {
    return FactsTree.of(inspection, lifecycle);
  }

  /**
   * Reads one object, from the parser's current token or its next one when it stands on none.
   *
   * @param asked the platform of a failed inspection, which the object does not name
   * @throws IOException when the object is no inspection; the message names the field
   */
  public static Inspection read(
      JsonParser in, Function<String, ImageReference> references, Platform asked)
      throws IOException {
    JsonObject object = JsonObject.of("", JsonTree.read(in));
    ImageReference reference = references.apply(object.text("reference"));
    if (object.has("error")) {
      JsonObject error = object.object("error");
      UndecidedReason reason = error.constant("reason", UndecidedReason.class);
      return new Failed(reference, asked, reason, error.text("message"));
    }
    return new Inspected(
        reference,
        object.digest("digest"),
        object.digestOrNull("indexDigest"),
        platform(object),
        FactsReader.facts(object));
  }

  /** Writes facts alone, without the question they answer: for a cache. */
  public static void writeFacts(JsonGenerator out, ImageFacts facts) throws IOException {
    JsonTree.write(out, FactsTree.of(facts));
  }

  /**
   * Reads what {@link #writeFacts} wrote.
   *
   * @throws IOException when the object holds no complete facts; the message names the field
   */
  public static ImageFacts readFacts(JsonParser in) throws IOException {
    return FactsReader.facts(JsonObject.of("", JsonTree.read(in)));
  }

  /**
   * The facts of a tree that was read elsewhere, as maps, lists, strings, whole numbers and
   * booleans.
   *
   * @throws IOException when it holds no complete facts; the message names the field
   */
  public static ImageFacts facts(Map<?, ?> tree) throws IOException {
    return FactsReader.facts(new JsonObject("", tree));
  }

  private static Platform platform(JsonObject object) throws JsonObject.Mismatch {
    String text = object.text("platform");
    return Platform.parse(text)
        .orElseThrow(() -> new JsonObject.Mismatch("platform: not os/architecture: " + text));
  }
}
