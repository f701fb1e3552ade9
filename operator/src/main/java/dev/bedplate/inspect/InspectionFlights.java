package dev.bedplate.inspect;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Access;
import dev.bedplate.source.Credential;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Flights;
import dev.bedplate.source.Flights.Flight;
import dev.bedplate.source.ImageUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/** The inspections under way in the background, one per image and platform. */
final class InspectionFlights implements AutoCloseable {
  private final ImageInspector inspector;
  private final ImageRecord record;
  private final SharedInspections.Settings settings;
  private final Clock clock;
  private final Places places;
  private final Flights<Key, Outcome> flights;

  /**
   * Shared out by the operating system: a virtual thread gives way only when it waits, and what
   * inflates and hashes would hold up all answers until it does.
   */
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("inspection-", 0).factory());

  InspectionFlights(
      ImageInspector inspector,
      ImageRecord record,
      SharedInspections.Settings settings,
      Clock clock) {
    this.inspector = inspector;
    this.record = record;
    this.settings = settings;
    this.clock = clock;
    places = new Places(settings.concurrency());
    flights = new Flights<>(settings.concurrency() + settings.queue(), clock);
  }

  /**
   * One image, for any credential at first, then for one that the first refusal left out.
   *
   * @param own whether the outcome counts for {@code credential} only
   */
  private record Key(
      String repository,
      Digest digest,
      Platform platform,
      boolean own,
      Optional<Credential> credential) {}

  private record Outcome(List<Inspection> inspections, Optional<Credential> credential) {
    boolean refused() {
      return inspections.stream()
          .anyMatch(
              it ->
                  it instanceof Failed failed
                      && ImageUnavailableException.ofCredential(failed.reason()));
    }
  }

  /** The inspections of {@code image}, which names {@code digest}, if they end in time. */
  List<Inspection> inspect(
      RegistryReference image, Digest digest, Platform platform, Access access) {
    try {
      Outcome outcome =
          fly(new Key(image.name(), digest, platform, false, Optional.empty()), image, access);
      if (outcome.refused()) {
        Optional<Credential> mine = access.keychain().credential(image);
        if (!mine.equals(outcome.credential())) {
          outcome = fly(new Key(image.name(), digest, platform, true, mine), image, access);
        }
      }
      return outcome.inspections();
    } catch (ImageUnavailableException e) {
      return List.of(new Failed(image, platform, e.reason(), String.valueOf(e.getMessage())));
    }
  }

  private Outcome fly(Key key, RegistryReference image, Access access)
      throws ImageUnavailableException {
    Flight<Outcome> flight;
    try {
      flight = flights.join(key, () -> begun(key, image, access));
    } catch (RejectedExecutionException e) {
      throw new ImageUnavailableException(
          UndecidedReason.RegistryThrottled,
          "%s: not inspected, %d images are being inspected or wait for it"
              .formatted(image.canonical(), flights.underWay()),
          e);
    }
    try {
      return access
          .deadline()
          .await(
              flight.outcome(),
              image.canonical()
                  + ": not inspected in time; the inspection goes on in the background");
    } catch (ImageUnavailableException e) {
      if (access.lasting()) {
        var _ = flight.outcome().thenAccept(it -> keep(it, key.platform()));
      }
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException(image.canonical(), e.getCause());
    }
  }

  /** Notes what was found after its asker had gone. */
  private void keep(Outcome outcome, Platform asked) {
    for (Inspection inspection : outcome.inspections()) {
      if (inspection instanceof Inspected inspected) {
        record.keep(asked, inspected, Deadline.in(Duration.ZERO, clock));
      }
    }
  }

  private Outcome begun(Key key, RegistryReference image, Access access) throws Exception {
    Optional<Credential> credential = access.keychain().credential(image);
    try {
      return places.with(
          image.registry(), () -> new Outcome(inspected(key, image, access), credential));
    } catch (InterruptedException e) {
      return new Outcome(
          List.of(
              new Failed(
                  image,
                  key.platform(),
                  UndecidedReason.DeadlineExceeded,
                  image.canonical() + ": inspections are being ended")),
          credential);
    }
  }

  private List<Inspection> inspected(Key key, RegistryReference image, Access access)
      throws Exception {
    Future<List<Inspection>> inspection =
        threads.submit(() -> inspector.inspect(image, key.platform(), longer(access)));
    try {
      return inspection.get();
    } catch (InterruptedException e) {
      inspection.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception thrown ? thrown : e;
    }
  }

  private Access longer(Access access) {
    return new Access(
        access.keychain(),
        Deadline.in(settings.longest(), clock),
        access.traffic(),
        access.tagAge(),
        access.lasting());
  }

  int underWay() {
    return flights.underWay();
  }

  @Override
  public void close() {
    flights.close();
    threads.shutdownNow();
  }
}
