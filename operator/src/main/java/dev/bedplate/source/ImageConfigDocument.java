package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageConfig;
import dev.bedplate.image.Platform;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The image configuration, as the OCI image specification and Docker write it.
 *
 * @param osVersion {@code os.version}, which Windows images carry
 * @param diffIds digests of the uncompressed layers, lowest first; empty when none are given
 * @param workingDirectory {@code config.WorkingDir}, or empty
 * @param environment variables of {@code config.Env}; the last of a repeated name counts
 */
public record ImageConfigDocument(
    Platform platform,
    @Nullable String osVersion,
    List<Digest> diffIds,
    List<History> history,
    ImageConfig config,
    String workingDirectory,
    Map<String, String> environment) {
  public ImageConfigDocument {
    diffIds = List.copyOf(diffIds);
    history = List.copyOf(history);
    environment = Map.copyOf(environment);
  }
}
