package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.source.SeenTags.Seen;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Registries for many askers: a tag's digest is remembered, one request per tag is under way at a
 * time, and a registry that fails is left alone for a while. A digest that one asker was allowed to
 * see is known to all; a refusal counts only for the credential that was refused.
 */
public final class ResolvedTags implements ImageSource, AutoCloseable {
  private final ImageSource source;
  private final Settings settings;
  private final Clock clock;
  private final SeenTags tags;
  private final TagRequests requests;

  /**
   * How tags are remembered.
   *
   * @param staleTag how old a digest may be that stands in for a registry that cannot be asked
   * @param patience how long a slow registry is waited for when such a digest is at hand
   * @param requestTime how long one request may take, however long its askers wait
   * @param tags most tags remembered
   * @param requests most requests under way
   */
  public record Settings(
      Duration staleTag, Duration patience, Duration requestTime, int tags, int requests) {
    /** One hour, two seconds, ten seconds, 20,000 tags, 1,000 requests. */
    public static final Settings DEFAULTS =
        new Settings(
            Duration.ofHours(1), Duration.ofSeconds(2), Duration.ofSeconds(10), 20_000, 1000);
  }

  /** Tags of {@code source}, which should report throttling at once instead of waiting. */
  public ResolvedTags(ImageSource source, Settings settings, Clock clock) {
    this.source = new CircuitBreaker(source, clock);
    this.settings = settings;
    this.clock = clock;
    tags = new SeenTags(settings.tags());
    requests = new TagRequests(this.source, tags, settings, clock);
  }

  /** The digest of {@code image}, its own or one seen less than {@code access.tagAge()} ago. */
  public Optional<Digest> remembered(RegistryReference image, Access access) {
    if (image.digest() != null) {
      return Optional.of(image.digest());
    }
    return tags.younger(image.canonical(), access.tagAge(), clock.instant());
  }

  /**
   * The digest of {@code reference}: its own, else one seen less than {@code access.tagAge()} ago,
   * else the one its registry names, else the last one seen if the registry cannot be asked.
   */
  public Resolved find(ImageReference reference, Access access) throws ImageUnavailableException {
    if (!(reference instanceof RegistryReference image)) {
      return new Resolved(source.resolve(reference, access), null);
    }
    Digest remembered = remembered(image, access).orElse(null);
    if (remembered != null) {
      return new Resolved(remembered, null);
    }
    Instant now = clock.instant();
    Seen stale =
        tags.get(image.canonical())
            .filter(it -> it.youngerThan(settings.staleTag(), now))
            .orElse(null);
    try {
      return new Resolved(requests.ask(image, access, stale != null), null);
    } catch (ImageUnavailableException e) {
      if (stale == null || !CircuitBreaker.passes(e.reason())) {
        throw e;
      }
      return new Resolved(stale.digest(), stale.at());
    }
  }

  @Override
  public Digest resolve(ImageReference reference, Access access) throws ImageUnavailableException {
    return find(reference, access).digest();
  }

  @Override
  public Document document(ImageReference reference, Digest digest, Access access)
      throws ImageUnavailableException {
    return source.document(reference, digest, access);
  }

  @Override
  public byte[] blob(ImageReference reference, Descriptor descriptor, Access access)
      throws ImageUnavailableException {
    return source.blob(reference, descriptor, access);
  }

  @Override
  public InputStream stream(ImageReference reference, Descriptor descriptor, Access access)
      throws ImageUnavailableException {
    return source.stream(reference, descriptor, access);
  }

  /** How many requests for tags are under way. */
  int requestsUnderWay() {
    return requests.underWay();
  }

  /** Ends the requests under way; the source is left open. */
  @Override
  public void close() {
    requests.close();
  }
}
