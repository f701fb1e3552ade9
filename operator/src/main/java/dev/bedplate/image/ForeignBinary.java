package dev.bedplate.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A binary that cannot run on the image's libc, with what it needs and does not find. */
public record ForeignBinary(
    String path,
    @Nullable String owner,
    Digest layer,
    String classification,
    @Nullable String interpreter,
    List<String> missing) {
  public ForeignBinary {
    missing = List.copyOf(missing);
  }
}
