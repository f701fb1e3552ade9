package dev.bedplate.source.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Access;
import dev.bedplate.source.Credential;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Reads {@code team/app:1} of one {@link TestRegistry}, whose pauses are short. */
final class Reader implements AutoCloseable {
  static final String OCI = "application/vnd.oci.image.manifest.v1+json";
  static final String MANIFESTS = "/v2/team/app/manifests/";
  static final String BLOBS = "/v2/team/app/blobs/";
  static final Keychain ADA = reference -> Optional.of(new Credential("ada", "secret"));

  private final TestRegistry registry;
  private final RegistrySource source;
  private final Access access;

  Reader(TestRegistry registry, Keychain keychain) {
    this(registry, keychain, true);
  }

  /** One that has little time. */
  Reader(TestRegistry registry, Keychain keychain, Duration time) {
    this(registry, keychain, true, time);
  }

  Reader(TestRegistry registry, Keychain keychain, boolean waitsWhenThrottled) {
    this(registry, keychain, waitsWhenThrottled, Duration.ofSeconds(20));
  }

  private Reader(
      TestRegistry registry, Keychain keychain, boolean waitsWhenThrottled, Duration time) {
    this.registry = registry;
    source =
        new RegistrySource(
            RegistryConfiguration.NONE,
            Map.of(),
            1000,
            Clock.systemUTC(),
            Duration.ofMillis(4),
            waitsWhenThrottled);
    access = new Access(keychain, Deadline.in(time, Clock.systemUTC()), new Traffic());
  }

  RegistryReference image() {
    return (RegistryReference) ReferenceParser.parse(registry.authority() + "/team/app:1");
  }

  Access access() {
    return access;
  }

  Digest resolve() throws ImageUnavailableException {
    return source.resolve(image(), access);
  }

  /** The digest of tag 1 of another repository. */
  Digest resolve(String repository) throws ImageUnavailableException {
    return source.resolve(
        ReferenceParser.parse(registry.authority() + "/" + repository + ":1"), access);
  }

  InputStream stream(Digest digest, long size) throws ImageUnavailableException {
    return source.stream(image(), descriptor(digest, size), access);
  }

  byte[] blob(Digest digest, long size) throws ImageUnavailableException {
    return source.blob(image(), descriptor(digest, size), access);
  }

  /** All that {@link #stream} gives. */
  byte[] streamed(Digest digest, long size) throws IOException {
    try (InputStream in = stream(digest, size)) {
      return in.readAllBytes();
    }
  }

  // NullAway does not see the annotation of an array in a record of another compilation.
  @SuppressWarnings("NullAway")
  private static Descriptor descriptor(Digest digest, long size) {
    return new Descriptor(
        "application/octet-stream", digest, size, Map.of(), null, List.of(), true, null, null);
  }

  static void assertFails(UndecidedReason reason, String message, ThrowingCallable callable) {
    assertThatThrownBy(callable)
        .isInstanceOfSatisfying(
            ImageUnavailableException.class,
            e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  @Override
  public void close() {
    source.close();
  }
}
