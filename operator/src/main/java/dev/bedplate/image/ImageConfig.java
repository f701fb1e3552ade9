package dev.bedplate.image;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the image configuration says about running it, as the OCI image specification names it. */
public record ImageConfig(
    String user,
    List<String> entrypoint,
    List<String> command,
    @Nullable Instant created,
    Map<String, String> labels) {
  public ImageConfig {
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    labels = Map.copyOf(labels);
  }
}
