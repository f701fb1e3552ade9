package dev.bedplate.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The distribution an image is.
 *
 * @param id {@code ID} of os-release, or {@code busybox}, {@code nix}, {@code scratch} (nothing but
 *     static files), {@code windows}, {@code unknown}
 * @param version as precise as the image tells, or null
 * @param consistent false when libc or package database contradict the id
 */
public record Distribution(
    String id,
    List<String> idLike,
    @Nullable String version,
    @Nullable String codename,
    @Nullable String prettyName,
    Flavour flavour,
    boolean consistent) {
  public Distribution {
    idLike = List.copyOf(idLike);
  }

  /** How much of the distribution is left in the image. */
  public enum Flavour {
    Regular,
    Distroless,
    Chiselled,
    Micro,
    Slim
  }
}
