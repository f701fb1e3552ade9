package dev.bedplate.inspect.distribution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a file system says it is. */
record Identity(
    String id,
    List<String> idLike,
    @Nullable String version,
    @Nullable String codename,
    @Nullable String prettyName,
    boolean distroless) {
  Identity {
    idLike = List.copyOf(idLike);
  }

  Identity(String id, @Nullable String version) {
    this(id, List.of(), version, null, null, false);
  }
}
