package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Flights.Flight;
import dev.bedplate.source.SeenTags.Seen;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

/** Asks for the digests of tags, once for all who ask at the same time, and notes the answers. */
final class TagRequests implements AutoCloseable {
  private final ImageSource source;
  private final SeenTags tags;
  private final ResolvedTags.Settings settings;
  private final Clock clock;
  private final Flights<Key, Answer> flights;

  TagRequests(ImageSource source, SeenTags tags, ResolvedTags.Settings settings, Clock clock) {
    this.source = source;
    this.tags = tags;
    this.settings = settings;
    this.clock = clock;
    flights = new Flights<>(settings.requests(), clock);
  }

  /**
   * One tag, for any credential at first, then for one that the first failure does not concern.
   *
   * @param own whether the answer counts for {@code credential} only
   */
  private record Key(String tag, boolean own, Optional<Credential> credential) {}

  private sealed interface Answer {
    record Named(Digest digest) implements Answer {}

    record Failed(Optional<Credential> credential, ImageUnavailableException cause)
        implements Answer {}
  }

  /**
   * The digest that the registry names.
   *
   * @param impatient whether a slow registry is waited for only a moment
   */
  Digest ask(RegistryReference image, Access access, boolean impatient)
      throws ImageUnavailableException {
    String tag = image.canonical();
    Answer answer = answer(new Key(tag, false, Optional.empty()), image, access, impatient);
    if (answer instanceof Answer.Failed failed
        && ImageUnavailableException.ofCredential(failed.cause().reason())) {
      Optional<Credential> mine = access.keychain().credential(image);
      if (!mine.equals(failed.credential())) {
        answer = answer(new Key(tag, true, mine), image, access, impatient);
      }
    }
    return switch (answer) {
      case Answer.Named(var digest) -> digest;
      case Answer.Failed(_, var cause) ->
          throw new ImageUnavailableException(
              cause.reason(), String.valueOf(cause.getMessage()), cause.retryAfter().orElse(null));
    };
  }

  private Answer answer(Key key, RegistryReference image, Access access, boolean impatient)
      throws ImageUnavailableException {
    Flight<Answer> flight;
    try {
      flight = flights.join(key, () -> request(image, access));
    } catch (RejectedExecutionException e) {
      throw new ImageUnavailableException(
          UndecidedReason.RegistryThrottled,
          image.canonical() + ": too many requests for tags are under way",
          e);
    }
    Duration patience = Duration.between(clock.instant(), flight.since().plus(settings.patience()));
    Deadline deadline = impatient ? access.deadline().within(patience) : access.deadline();
    try {
      return deadline.await(
          flight.outcome(),
          image.canonical() + ": " + image.registry() + " did not name its digest in time");
    } catch (ExecutionException e) {
      throw new IllegalStateException(image.canonical(), e.getCause());
    }
  }

  private Answer request(RegistryReference image, Access access) {
    // Another request may have ended since this asker found nothing.
    Optional<Digest> meanwhile = tags.younger(image.canonical(), access.tagAge(), clock.instant());
    if (meanwhile.isPresent()) {
      return new Answer.Named(meanwhile.get());
    }
    Optional<Credential> credential = access.keychain().credential(image);
    var own =
        new Access(
            there -> there.equals(image) ? credential : access.keychain().credential(there),
            Deadline.in(settings.requestTime(), clock),
            access.traffic());
    try {
      Digest digest = source.resolve(image, own);
      tags.put(image.canonical(), new Seen(digest, clock.instant()));
      return new Answer.Named(digest);
    } catch (ImageUnavailableException e) {
      return new Answer.Failed(credential, e);
    }
  }

  int underWay() {
    return flights.underWay();
  }

  @Override
  public void close() {
    flights.close();
  }
}
