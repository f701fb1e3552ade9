package dev.bedplate.source.registry;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Access;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.Document;
import dev.bedplate.source.ImageSource;
import dev.bedplate.source.ImageUnavailableException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads images from registries as the OCI distribution specification 1.1 defines them. */
public final class RegistrySource implements ImageSource, AutoCloseable {
  private static final Duration RETRY_STEP = Duration.ofMillis(200);

  private final Clients clients;
  private final Fetcher fetcher;
  private final Retries retries;
  private final int documentBytes;

  /**
   * A client for all registries.
   *
   * @param environment for {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY}
   * @param documentBytes largest manifest, index or configuration
   */
  public RegistrySource(
      RegistryConfiguration configuration,
      Map<String, String> environment,
      int documentBytes,
      Clock clock) {
    this(configuration, environment, documentBytes, clock, RETRY_STEP, true);
  }

  /**
   * A client for many askers: a registry that asks to slow down is not waited for but reported at
   * once, so that one place can slow all of them down.
   */
  public static RegistrySource reportingThrottling(
      RegistryConfiguration configuration,
      Map<String, String> environment,
      int documentBytes,
      Clock clock) {
    return new RegistrySource(configuration, environment, documentBytes, clock, RETRY_STEP, false);
  }

  RegistrySource(
      RegistryConfiguration configuration,
      Map<String, String> environment,
      int documentBytes,
      Clock clock,
      Duration retryStep,
      boolean waitsWhenThrottled) {
    this.documentBytes = documentBytes;
    clients = new Clients(new Proxies(environment));
    Wire wire = new Wire(clients);
    retries = new Retries(retryStep, waitsWhenThrottled, clock);
    Attempts attempts = new Attempts(retries);
    Authorizer authorizer =
        new Authorizer(new TokenServer(wire, attempts, clock), new Tokens(clock));
    fetcher = new Fetcher(new Endpoints(configuration), new Transport(wire, authorizer, attempts));
  }

  /**
   * What is wrong with the proxies and authorities that {@code new} would be given, if anything.
   */
  public static Optional<String> problem(
      RegistryConfiguration configuration, Map<String, String> environment) {
    try {
      Proxies ignored = new Proxies(environment);
      for (RegistryConfiguration.Host host : configuration.hosts().values()) {
        if (host.ca() != null && host.insecure()) {
          return Optional.of("registries[].ca: " + host.ca() + " is not read with insecure: true");
        }
        if (host.ca() != null) {
          TrustStores.authorities(host.ca());
        }
      }
      new Endpoints(configuration).check();
      return Optional.empty();
    } catch (IllegalArgumentException | UntrustedException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  @Override
  public Digest resolve(ImageReference reference, Access access) throws ImageUnavailableException {
    RegistryReference image = registry(reference);
    Digest digest = image.digest();
    if (digest != null) {
      return digest;
    }
    String path = Manifests.path(image.tag() == null ? "latest" : image.tag());
    return fetcher.fetch(
        Call.get(path, Manifests.ACCEPT, image, access),
        Manifests::digest,
        answer -> Manifests.digest(answer, documentBytes));
  }

  @Override
  public Document document(ImageReference reference, Digest digest, Access access)
      throws ImageUnavailableException {
    String path = Manifests.path(digest.toString());
    Call call = Call.get(path, Manifests.ACCEPT, registry(reference), access);
    return fetcher.fetch(call, answer -> Manifests.read(answer, digest, documentBytes));
  }

  @Override
  public byte[] blob(ImageReference reference, Descriptor descriptor, Access access)
      throws ImageUnavailableException {
    Call call = Blobs.call(registry(reference), descriptor, access);
    if (descriptor.size() > documentBytes) {
      throw call.failed(
          UndecidedReason.LimitExceeded,
          "%s has %d bytes; at most %d are read"
              .formatted(descriptor.digest(), descriptor.size(), documentBytes));
    }
    byte[] embedded = descriptor.data();
    if (embedded != null) {
      return Blobs.verified(call, descriptor, embedded.clone());
    }
    return fetcher.fetch(call, answer -> Blobs.read(answer, descriptor));
  }

  @Override
  public InputStream stream(ImageReference reference, Descriptor descriptor, Access access)
      throws ImageUnavailableException {
    Call call = Blobs.call(registry(reference), descriptor, access);
    return BlobStream.open(call, descriptor, fetcher, retries);
  }

  private static RegistryReference registry(ImageReference reference)
      throws ImageUnavailableException {
    if (reference instanceof RegistryReference image) {
      return image;
    }
    throw new ImageUnavailableException(
        UndecidedReason.ImageNotFound, reference.original() + ": not in a registry");
  }

  /** Ends all transfers at once. */
  @Override
  public void close() {
    clients.close();
  }
}
