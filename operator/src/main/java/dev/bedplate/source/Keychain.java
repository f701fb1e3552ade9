package dev.bedplate.source;

import dev.bedplate.image.ImageReference.RegistryReference;
import java.util.Optional;

/** Answers which credential to use for a repository; empty means anonymous. */
@FunctionalInterface
public interface Keychain {
  /** Knows no credential. */
  Keychain ANONYMOUS = reference -> Optional.empty();

  /** The credential for the repository of {@code reference}. */
  Optional<Credential> credential(RegistryReference reference);
}
