package dev.bedplate.image;

import static dev.bedplate.json.Json.object;

import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.json.InvalidJson;
import dev.bedplate.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The public JSON form of inspections as maps, lists, strings, longs, booleans and nulls: fields in
 * contract order, unknown fields ignored when read.
 */
public final class FactsJson {
  private FactsJson() {}

  /** One object per image and platform; {@code lifecycle} is null when nobody computed it. */
  public static Map<String, @Nullable Object> of(
      Inspection inspection, @Nullable Lifecycle lifecycle) {
    return switch (inspection) {
      case Failed(var reference, var _, var reason, var message) ->
          object(
              "reference", reference.original(),
              "error", object("reason", reason.name(), "message", message));
      case Inspected(var reference, var digest, var index, var platform, var facts, _) -> {
        Map<String, @Nullable Object> known = of(facts);
        Map<String, @Nullable Object> object =
            object(
                "reference", reference.original(),
                "digest", digest.toString(),
                "indexDigest", text(index),
                "platform", platform.toString(),
                "distribution", known.get("distribution"),
                "lifecycle", lifecycle == null ? null : lifecycle(lifecycle));
        known.forEach(object::putIfAbsent);
        yield object;
      }
    };
  }

  private static Object lifecycle(Lifecycle it) {
    return object(
        "state", it.state().name(),
        "cycle", it.cycle(),
        "securityUntil", text(it.securityUntil()),
        "extendedUntil", text(it.extendedUntil()),
        "asOf", it.asOf().toString());
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  /** Facts alone, without the question they answer. */
  public static Map<String, @Nullable Object> of(ImageFacts facts) {
    return FactsTree.of(facts);
  }

  /**
   * Reads what {@link #of(ImageFacts)} made, wherever it comes from.
   *
   * @throws InvalidJson when the object holds no complete facts
   */
  public static ImageFacts facts(@Nullable Object object) throws InvalidJson {
    return FactsReader.facts(JsonObject.of(object, "facts"));
  }
}
