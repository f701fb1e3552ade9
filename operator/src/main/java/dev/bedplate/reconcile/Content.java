package dev.bedplate.reconcile;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageConfig;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.source.Verification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What an image consists of, whatever it is called and however its layers are compressed. */
final class Content {
  private Content() {}

  /** The same for images of one platform with the same layers and configuration; else another. */
  static Optional<Digest> of(Inspected image) {
    List<Digest> diffIds = image.facts().size().diffIds();
    if (diffIds.isEmpty()) {
      return Optional.empty();
    }
    ImageConfig config = image.facts().config();
    List<Object> parts =
        List.of(
            image.platform(),
            diffIds,
            config.user(),
            config.entrypoint(),
            config.command(),
            String.valueOf(config.created()),
            new TreeMap<>(config.labels()));
    byte[] text = parts.toString().getBytes(StandardCharsets.UTF_8);
    return Optional.of(Verification.digest("sha256", text));
  }
}
