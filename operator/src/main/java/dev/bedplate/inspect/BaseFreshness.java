package dev.bedplate.inspect;

import dev.bedplate.image.BaseImage;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.base.BaseCandidate;
import dev.bedplate.inspect.base.BaseLineage;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.ImageUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says whether the tag of a proven base names other layers by now. Asked anew with every question,
 * whenever candidates are read: an answer that cannot be proven, or not soon, is none.
 */
final class BaseFreshness {
  /** An answer that is nice to have must not use up the time of the one that is needed. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Tags tags;
  private final CandidateReading reading;
  private final CandidateReading.Layers layers;

  /** What a reference names at this moment. */
  @FunctionalInterface
  interface Tags {
    Digest resolve(RegistryReference reference, Access access) throws ImageUnavailableException;
  }

  BaseFreshness(Tags tags, CandidateReading reading, CandidateReading.Layers layers) {
    this.tags = tags;
    this.reading = reading;
    this.layers = layers;
  }

  /**
   * Adds the answer to {@code finding}.
   *
   * @param image the image's layers, lowest first
   * @param readNow candidates that were just read by their tags
   * @param tag of the base as the image declares it; asked for when {@code readNow} lacks it
   */
  BaseLineage.Finding judge(
      BaseLineage.Finding finding,
      List<Digest> image,
      List<BaseCandidate> readNow,
      Optional<RegistryReference> tag,
      Platform platform,
      Access access) {
    BaseImage base = finding.base();
    if (!base.verified() || base.layers() > image.size()) {
      return finding;
    }
    Optional<BaseCandidate> known =
        readNow.stream().filter(candidate -> candidate.name().equals(base.name())).findFirst();
    try {
      BaseCandidate now =
          known.isEmpty() && tag.isPresent()
              ? read(base, tag.get(), image, platform, access)
              : known.orElse(null);
      return now == null ? finding : judged(finding, now, image.subList(0, base.layers()));
    } catch (ImageUnavailableException e) {
      return finding;
    }
  }

  private BaseCandidate read(
      BaseImage base, RegistryReference tag, List<Digest> image, Platform platform, Access access)
      throws ImageUnavailableException {
    Deadline given = access.deadline();
    Instant soon = given.clock().instant().plus(PATIENCE);
    Access hurried =
        new Access(
            access.keychain(),
            given.at().isBefore(soon) ? given : new Deadline(soon, given.clock()),
            access.traffic());
    return reading.read(
        tag,
        platform,
        hurried,
        (_, wanted, own) -> present(base, tag, image.subList(0, base.layers()), wanted, own));
  }

  /** The layers that the tag names at this moment; those of the base are known. */
  private BaseCandidate present(
      BaseImage base, RegistryReference tag, List<Digest> proven, Platform platform, Access access)
      throws ImageUnavailableException {
    Digest digest = tags.resolve(tag, access);
    if (digest.equals(base.digest())) {
      return new BaseCandidate(String.valueOf(base.name()), digest, proven);
    }
    var pinned =
        new RegistryReference(tag.original(), tag.registry(), tag.repository(), tag.tag(), digest);
    return layers.of(pinned, platform, access);
  }

  private static BaseLineage.Finding judged(
      BaseLineage.Finding finding, BaseCandidate now, List<Digest> base) {
    boolean outdated = !now.diffIds().equals(base);
    @Nullable Evidence evidence =
        outdated
            ? new Evidence(
                "base.outdated",
                null,
                null,
                now.name() + " names other layers today: " + now.digest())
            : null;
    return new BaseLineage.Finding(
        finding.base().withOutdated(outdated),
        Stream.concat(finding.evidence().stream(), Stream.ofNullable(evidence)).toList());
  }
}
