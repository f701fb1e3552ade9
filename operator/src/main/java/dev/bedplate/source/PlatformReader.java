package dev.bedplate.source;

import dev.bedplate.image.Platform;
import dev.bedplate.json.InvalidJson;
import dev.bedplate.json.JsonObject;

/** Reads the platform that an index entry or an image configuration names. */
final class PlatformReader {
  private static final Platform UNSPELLABLE = new Platform("unknown", Platform.UNKNOWN, null);

  private PlatformReader() {}

  /** The platform; without a system it is Linux, as for containerd on a node of it. */
  static Platform read(JsonObject fields) throws InvalidJson {
    String architecture = exact(fields, "architecture");
    Platform platform =
        new Platform(
            exact(fields, "os"),
            architecture.isEmpty() ? Platform.UNKNOWN : architecture,
            exact(fields, "variant"));
    return Platform.parse(platform.toString()).filter(platform::equals).orElse(UNSPELLABLE);
  }

  /** Whether a reader that knows no other spellings finds the same platform. */
  static boolean isLiteral(JsonObject fields) throws InvalidJson {
    Platform platform = read(fields);
    String variant = exact(fields, "variant");
    return exact(fields, "os").equals(platform.os())
        && exact(fields, "architecture").equals(platform.architecture())
        && (variant.equals(platform.variant() == null ? "" : platform.variant())
            || (platform.architecture().equals("arm64") && variant.equals("v8")));
  }

  /** A blank is not nothing: whoever runs the image takes it for a name. */
  private static String exact(JsonObject fields, String name) throws InvalidJson {
    String text = fields.textOrNull(name);
    return text == null ? "" : text;
  }
}
