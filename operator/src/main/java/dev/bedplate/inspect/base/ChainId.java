package dev.bedplate.inspect.base;

import dev.bedplate.image.Digest;
import dev.bedplate.source.Verification;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Names a stack of layers by one digest, as the OCI image configuration specification defines
 * ChainID: equal stacks have equal names, whatever their compression.
 */
public final class ChainId {
  private ChainId() {}

  /** The names of the stacks of the lowest 1, 2, … layers. */
  public static List<Digest> ofEveryPrefix(List<Digest> diffIds) {
    List<Digest> chains = new ArrayList<>(diffIds.size());
    for (Digest diffId : diffIds) {
      chains.add(chains.isEmpty() ? diffId : next(chains.getLast(), diffId));
    }
    return chains;
  }

  private static Digest next(Digest below, Digest diffId) {
    return Verification.digest(
        "sha256", (below + " " + diffId).getBytes(StandardCharsets.US_ASCII));
  }
}
