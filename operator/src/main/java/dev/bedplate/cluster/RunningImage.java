package dev.bedplate.cluster;

import dev.bedplate.image.Digest;
import java.util.Optional;

/**
 * What a container runs, as its runtime names it: by one of the repositories and digests, of a
 * manifest or an index, under which it knows the content, not always the one that was pulled.
 *
 * @param reference such as {@code docker.io/library/nginx@sha256:…}
 */
public record RunningImage(String reference, Digest digest) {
  /**
   * The image that an {@code imageID} of a container's status names. One without a repository is
   * the runtime's own, mostly of the configuration, and names no manifest.
   */
  public static Optional<RunningImage> parse(String text) {
    int scheme = text.indexOf("://");
    String reference = scheme < 0 ? text : text.substring(scheme + 3);
    int at = reference.lastIndexOf('@');
    return at <= 0
        ? Optional.empty()
        : Digest.parse(reference.substring(at + 1)).map(it -> new RunningImage(reference, it));
  }
}
