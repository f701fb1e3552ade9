package dev.bedplate.inspect;

import dev.bedplate.fault.Faults;
import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Access;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.Resolved;
import dev.bedplate.source.ResolvedTags;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Inspections for many askers: a known digest is answered at once and without its registry, an
 * unknown one is inspected once in the background, however many ask for it and however short their
 * deadlines are.
 */
public final class SharedInspections implements ImageInspector, AutoCloseable {
  private final Parts parts;
  private final InspectionFlights flights;

  /**
   * What is shared.
   *
   * @param known knows images
   * @param unknown inspects the others, in the background
   * @param tags the registries behind both
   * @param record told of every image that was found, unless the asker leaves nothing behind
   */
  public record Parts(
      Inspector known, ImageInspector unknown, ResolvedTags tags, ImageRecord record) {}

  /**
   * How much is inspected at a time.
   *
   * @param longest how long one inspection may take once it has begun
   * @param concurrency most inspections at a time, at most half of them from one registry
   * @param queue most inspections that wait for their turn
   */
  public record Settings(Duration longest, int concurrency, int queue) {
    /** Five minutes, eight at a time, 1,000 waiting. */
    public static final Settings DEFAULTS = new Settings(Duration.ofMinutes(5), 8, 1000);

    /** Some wait for their registry while others are read. */
    private static final long EACH_CORE = 2;

    /** What the layers of an image of 100,000 files need, bytes of heap. */
    private static final long LARGE = 24L * 1024 * 1024;

    /**
     * The same, with as many at a time as a heap of {@code heapBytes} has room for and as twice the
     * {@code cores} can read beside what has to be answered meanwhile; at least two.
     */
    public Settings within(long heapBytes, int cores) {
      long most = Math.min(heapBytes / LARGE, EACH_CORE * cores);
      return new Settings(longest, Math.clamp(most, 2, Math.max(2, concurrency)), queue);
    }
  }

  /** Shares the work of {@code parts}. */
  public SharedInspections(Parts parts, Settings settings, Clock clock) {
    this.parts = parts;
    flights = new InspectionFlights(parts.unknown(), parts.record(), settings, clock);
  }

  @Override
  public List<Inspection> inspect(ImageReference reference, Platform platform, Access access) {
    if (!(reference instanceof RegistryReference image)) {
      return parts.known().inspect(reference, platform, access);
    }
    try {
      return inspected(image, platform, access);
    } catch (ImageUnavailableException e) {
      return List.of(new Failed(reference, platform, e.reason(), String.valueOf(e.getMessage())));
    }
  }

  @Override
  public Optional<List<Inspection>> known(
      ImageReference reference, Platform platform, Access access) {
    if (!(reference instanceof RegistryReference image)) {
      return Optional.empty();
    }
    return parts
        .tags()
        .remembered(image, access)
        .flatMap(
            digest ->
                known(image, digest, platform, access)
                    .map(it -> told(image, new Resolved(digest, null), it, platform, access)));
  }

  private List<Inspection> inspected(RegistryReference image, Platform platform, Access access)
      throws ImageUnavailableException {
    Resolved resolved = parts.tags().find(image, access);
    List<Inspection> first = of(image, resolved, platform, access);
    if (image.digest() != null || !isGone(first)) {
      return first;
    }
    // the tag may have moved and its old manifest gone since its digest was seen
    Resolved again = parts.tags().find(image, access.within(Duration.ZERO));
    return again.digest().equals(resolved.digest()) ? first : of(image, again, platform, access);
  }

  private static boolean isGone(List<Inspection> inspections) {
    return inspections.stream()
        .anyMatch(
            it -> it instanceof Failed failed && failed.reason() == UndecidedReason.ImageNotFound);
  }

  private List<Inspection> of(
      RegistryReference image, Resolved resolved, Platform platform, Access access) {
    Digest digest = resolved.digest();
    List<Inspection> inspections =
        known(image, digest, platform, access)
            .orElseGet(() -> flights.inspect(pinned(image, digest), digest, platform, access));
    return told(image, resolved, inspections, platform, access);
  }

  private Optional<List<Inspection>> known(
      RegistryReference image, Digest digest, Platform platform, Access access) {
    return parts.known().known(pinned(image, digest), digest, platform, access);
  }

  private static RegistryReference pinned(RegistryReference image, Digest digest) {
    return new RegistryReference(
        image.original(), image.registry(), image.repository(), image.tag(), digest);
  }

  /** What was found of the pinned image, as an answer about the one that was asked for. */
  private List<Inspection> told(
      RegistryReference image,
      Resolved resolved,
      List<Inspection> inspections,
      Platform platform,
      Access access) {
    return inspections.stream().map(it -> told(image, resolved, it, platform, access)).toList();
  }

  private Inspection told(
      RegistryReference image,
      Resolved resolved,
      Inspection inspection,
      Platform platform,
      Access access) {
    return switch (inspection) {
      case Inspected(_, var digest, var index, var found, var facts, _) ->
          kept(
              new Inspected(image, digest, index, found, facts, resolved.staleSince()),
              platform,
              access);
      case Failed(_, var asked, var reason, var message) ->
          new Failed(image, asked, reason, message);
    };
  }

  private Inspected kept(Inspected inspected, Platform asked, Access access) {
    if (access.lasting()) {
      try {
        parts.record().keep(asked, inspected, access.deadline());
      } catch (RuntimeException | Error e) {
        Faults.told("noting image " + inspected.digest(), e);
      }
    }
    return inspected;
  }

  @Override
  public List<Platform> platforms(ImageReference reference, Access access) {
    return parts.known().platforms(reference, access);
  }

  /** How many images are being inspected or wait for it. */
  public int underWay() {
    return flights.underWay();
  }

  /** Ends the inspections under way; what it shares is left open. */
  @Override
  public void close() {
    flights.close();
  }
}
