package dev.bedplate.inspect;

import dev.bedplate.fault.Faults;
import dev.bedplate.image.BaseImage;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.base.BaseCandidate;
import dev.bedplate.inspect.base.BaseDeclaration;
import dev.bedplate.inspect.base.BaseLineage;
import dev.bedplate.source.Access;
import dev.bedplate.source.ImageUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the images that another one may be built on and lets the layers decide. */
final class BaseResolver {
  private static final String DOCKER_HUB = "docker.io";
  private final FactsCache cache;
  private final Supplier<List<ImageReference>> candidates;
  private final Function<String, ImageReference> parser;
  private final CandidateReading reading;
  private final CandidateReading.Layers layers;
  private final BaseFreshness freshness;
  private final Progress progress;

  BaseResolver(
      FactsCache cache,
      Supplier<List<ImageReference>> candidates,
      Function<String, ImageReference> parser,
      CandidateReading reading,
      CandidateReading.Layers layers,
      BaseFreshness.Tags tags,
      Progress progress) {
    this.cache = cache;
    this.candidates = candidates;
    this.parser = parser;
    this.reading = reading;
    this.layers =
        (reference, platform, access) ->
            alone(reference, () -> layers.of(reference, platform, access));
    freshness =
        new BaseFreshness(
            (tag, access) -> alone(tag, () -> tags.resolve(tag, access)), reading, this.layers);
    this.progress = progress;
  }

  private interface Question<T> {
    T ask() throws ImageUnavailableException;
  }

  /** What is thrown at a candidate says nothing about the image that may be built on it. */
  private static <T> T alone(ImageReference candidate, Question<T> question)
      throws ImageUnavailableException {
    try {
      return question.ask();
    } catch (RuntimeException | Error e) {
      throw new ImageUnavailableException(
          UndecidedReason.FactUnknown, Faults.told("base " + candidate.canonical(), e));
    }
  }

  /**
   * Decides from the image's own declaration, fetched when it may be. With that alone, no image is
   * proven to be built on itself.
   */
  BaseLineage.Finding declared(
      ImageReference image,
      ImageFacts facts,
      @Nullable BaseDeclaration declaration,
      Platform platform,
      Access access) {
    BaseCandidate fetched =
        declaration == null
            ? null
            : fetch(image, declaration, platform, access)
                .filter(it -> !isSelf(image, facts, declaration, it))
                .orElse(null);
    return BaseLineage.decide(facts.size().layers(), declaration, fetched, List.of());
  }

  /**
   * A better answer than {@code facts} hold, by the candidates of this moment: longer proven
   * prefixes only. Says whether the base is outdated, which depends on the moment too.
   */
  Optional<BaseLineage.Finding> improve(
      ImageReference image, ImageFacts facts, Platform platform, Access access) {
    List<BaseCandidate> found = new ArrayList<>();
    List<BaseCandidate> readNow = new ArrayList<>();
    List<Evidence> unread = new ArrayList<>();
    for (ImageReference candidate : candidates.get()) {
      try {
        BaseCandidate read = reading.read(candidate, platform, access, layers);
        found.add(read);
        if (isTag(candidate)) {
          readNow.add(read);
        }
      } catch (ImageUnavailableException e) {
        unread.add(unread(candidate, e));
        progress.candidateUnread(candidate, e);
      }
    }
    List<Digest> diffIds = facts.size().diffIds();
    cache.below(diffIds).ifPresent(found::add);
    if (found.isEmpty() && unread.isEmpty() && !facts.base().verified()) {
      return Optional.empty();
    }
    BaseLineage.Finding known = BaseMark.of(facts);
    BaseLineage.Finding better = BaseLineage.decide(facts.size().layers(), null, null, found);
    boolean wins =
        better.base().verified()
            && (!known.base().verified() || better.base().layers() > known.base().layers());
    BaseLineage.Finding best = wins ? better : known;
    var complete =
        new BaseLineage.Finding(
            best.base(),
            Stream.of(best.evidence().stream(), itself(image, found), unread.stream())
                .flatMap(evidence -> evidence)
                .toList());
    BaseLineage.Finding judged =
        freshness.judge(
            complete,
            diffIds,
            readNow,
            declaredTag(image, known.base(), best.base()),
            platform,
            access);
    return judged.equals(known) ? Optional.empty() : Optional.of(judged);
  }

  private static boolean isTag(ImageReference reference) {
    return reference instanceof RegistryReference tagged && tagged.digest() == null;
  }

  /** The tag that {@code image} declares for its proven base, if it may be asked for. */
  private Optional<RegistryReference> declaredTag(
      ImageReference image, BaseImage declared, BaseImage proven) {
    if (declared.name() == null
        || !proven.verified()
        || !(parser.apply(declared.name()) instanceof RegistryReference base)
        || base.tag() == null
        || !(base.name() + ":" + base.tag()).equals(proven.name())
        || !isWithinReach(image, base)) {
      return Optional.empty();
    }
    return Optional.of(
        new RegistryReference(
            base.original(), base.registry(), base.repository(), base.tag(), null));
  }

  /**
   * Labels are written by whoever built the image, so a declaration may only send requests to the
   * image's own registry or to Docker Hub; elsewhere it stays a claim.
   */
  private static boolean isWithinReach(ImageReference image, RegistryReference base) {
    return image instanceof RegistryReference self
        && (base.registry().equals(self.registry()) || base.registry().equals(DOCKER_HUB));
  }

  private boolean isSelf(
      ImageReference image, ImageFacts facts, BaseDeclaration declaration, BaseCandidate base) {
    return base.diffIds().equals(facts.size().diffIds())
        && declaration.name() != null
        && parser.apply(declaration.name()) instanceof RegistryReference named
        && image instanceof RegistryReference self
        && named.name().equals(self.name());
  }

  private Optional<BaseCandidate> fetch(
      ImageReference image, BaseDeclaration declaration, Platform platform, Access access) {
    if (declaration.name() == null
        || !(parser.apply(declaration.name()) instanceof RegistryReference base)
        || !isWithinReach(image, base)) {
      return Optional.empty();
    }
    Digest digest = declaration.digest() == null ? base.digest() : declaration.digest();
    var pinned =
        new RegistryReference(
            base.original(), base.registry(), base.repository(), base.tag(), digest);
    try {
      return Optional.of(layers.of(pinned, platform, access));
    } catch (ImageUnavailableException e) {
      return Optional.empty();
    }
  }

  private static Stream<Evidence> itself(ImageReference image, List<BaseCandidate> candidates) {
    return candidates.stream()
        .filter(candidate -> candidate.name().equals(image.withoutDigest()))
        .map(
            candidate ->
                new Evidence("base.name", null, null, candidate.name() + " is a base image itself"))
        .limit(1);
  }

  private static Evidence unread(ImageReference candidate, ImageUnavailableException e) {
    return new Evidence(
        BaseImage.CANDIDATES,
        null,
        null,
        "candidate %s could not be read: %s".formatted(candidate.original(), e.getMessage()));
  }
}
