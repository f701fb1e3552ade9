package dev.bedplate.source.registry;

import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Access;
import dev.bedplate.source.ImageUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * One thing asked of a registry.
 *
 * @param path below the repository: {@code /manifests/…} or {@code /blobs/…}
 * @param accept media types, empty for any
 * @param scheme {@code http} or {@code https}, empty while it is not known
 * @param from the first byte that is wanted; the server may send those before it all the same
 */
record Call(
    String method,
    String path,
    String accept,
    RegistryReference reference,
    Access access,
    String scheme,
    long from) {
  static Call get(String path, RegistryReference reference, Access access) {
    return get(path, "", reference, access);
  }

  static Call get(String path, String accept, RegistryReference reference, Access access) {
    return new Call("GET", path, accept, reference, access, "", 0);
  }

  /** The same, asked by HEAD. */
  Call head() {
    return new Call("HEAD", path, accept, reference, access, scheme, 0);
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  Call over(@Nullable String newScheme) {
    return new Call(
        method, path, accept, reference, access, newScheme == null ? "" : newScheme, from);
  }

  /** The same from a byte on. */
  Call from(long first) {
    return new Call(method, path, accept, reference, access, scheme, first);
  }

  /** Whether it is sent unencrypted. */
  boolean plain() {
    return scheme.equals("http");
  }

  /** The image that messages name. */
  String image() {
    return reference.canonical();
  }

  ImageUnavailableException failed(UndecidedReason reason, String problem) {
    return new ImageUnavailableException(reason, image() + ": " + problem);
  }

  ImageUnavailableException failed(UndecidedReason reason, String problem, Throwable cause) {
    return new ImageUnavailableException(reason, image() + ": " + problem, cause);
  }
}
