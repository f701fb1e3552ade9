package dev.bedplate.inspect;

import dev.bedplate.image.BaseImage.BaseEvidence;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.ImageSize;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.base.BaseCandidate;
import dev.bedplate.inspect.base.BaseDeclaration;
import dev.bedplate.inspect.base.BaseLineage;
import dev.bedplate.inspect.base.ChainId;
import dev.bedplate.inspect.base.Declarations;
import dev.bedplate.inspect.layer.LayerFacts;
import dev.bedplate.inspect.layer.LayerReader;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.source.Access;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.Documents;
import dev.bedplate.source.ImageSource;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.RawDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Inspects images: documents first, layers only when their facts are not known. */
public final class Inspector implements ImageInspector {
  private static final int PARALLEL_LAYERS = 4;
  private final Sources sources;
  private final Limits limits;
  private final FactsCache cache;
  private final LayerLoader layers;
  private final BaseResolver bases;

  /**
   * An inspector.
   *
   * @param candidates images that others may be built on at this moment, to be proven by layers
   * @param parser reads the reference that an image declares as its base
   */
  public Inspector(
      Sources sources,
      Limits limits,
      FactsCache cache,
      Progress progress,
      Supplier<List<ImageReference>> candidates,
      Function<String, ImageReference> parser) {
    this(sources, limits, cache, progress, candidates, parser, CandidateReading.AT_ONCE);
  }

  /** The same, with a say in when candidates are read. */
  public Inspector(
      Sources sources,
      Limits limits,
      FactsCache cache,
      Progress progress,
      Supplier<List<ImageReference>> candidates,
      Function<String, ImageReference> parser,
      CandidateReading reading) {
    this.sources = sources;
    this.limits = limits;
    this.cache = cache;
    this.layers = new LayerLoader(new LayerReader(limits), cache, progress, PARALLEL_LAYERS);
    this.bases =
        new BaseResolver(
            cache,
            candidates,
            parser,
            reading,
            this::layersOf,
            (tag, access) -> sources.of(tag).resolve(tag, access),
            progress);
  }

  @Override
  public Inspection inspect(ImageReference reference, Platform platform, Access access) {
    try {
      ImageSource source = sources.of(reference);
      return inspected(source, reference, platform, access);
    } catch (ImageUnavailableException e) {
      return new Failed(reference, platform, e.reason(), message(e));
    }
  }

  @Override
  public List<Platform> platforms(ImageReference reference, Access access) {
    try {
      ImageSource source = sources.of(reference);
      RawDocument top = source.document(reference, source.resolve(reference, access), access);
      if (Documents.isIndex(top)) {
        return PlatformChoice.platforms(Documents.index(top, limits.indexEntries()));
      }
      return List.of(ImageDocuments.read(source, reference, top, limits, access).platform());
    } catch (ImageUnavailableException e) {
      return List.of();
    }
  }

  /**
   * A manifest's digest, the index it came from, and its bytes unless only the digest was needed.
   */
  private record Located(Digest manifest, @Nullable Digest index, @Nullable RawDocument document) {}

  private Inspection inspected(
      ImageSource source, ImageReference reference, Platform platform, Access access)
      throws ImageUnavailableException {
    Located located = locate(source, reference, platform, access);
    KnownImage known = cache.image(located.manifest()).orElse(null);
    if (known == null) {
      RawDocument document =
          located.document() == null
              ? source.document(reference, located.manifest(), access)
              : located.document();
      if (Documents.isIndex(document)) {
        throw new ImageUnavailableException(
            UndecidedReason.UnsupportedImage,
            reference.original() + ": an index inside an index names no image for " + platform);
      }
      known = read(source, reference, document, access);
      remember(reference, located, known);
    }
    if (located.index() == null && !platform.accepts(known.platform())) {
      throw new ImageUnavailableException(
          UndecidedReason.ImageNotFound,
          "%s: the image is for %s only, not for %s"
              .formatted(reference.original(), known.platform(), platform));
    }
    return new Inspected(
        reference,
        located.manifest(),
        located.index(),
        known.platform(),
        withBase(known.facts(), best(reference, known, access)));
  }

  private Located locate(
      ImageSource source, ImageReference reference, Platform platform, Access access)
      throws ImageUnavailableException {
    Digest top = source.resolve(reference, access);
    if (cache.image(top).isPresent()) {
      return new Located(top, null, null);
    }
    Optional<Digest> known = cache.manifest(top, platform);
    if (known.isPresent()) {
      return new Located(known.get(), top, null);
    }
    RawDocument document = source.document(reference, top, access);
    if (!Documents.isIndex(document)) {
      return new Located(top, null, document);
    }
    Descriptor child =
        PlatformChoice.choose(
            reference, Documents.index(document, limits.indexEntries()), platform);
    cache.putManifest(top, platform, child.digest());
    return new Located(child.digest(), top, null);
  }

  private KnownImage read(
      ImageSource source, ImageReference reference, RawDocument document, Access access)
      throws ImageUnavailableException {
    ImageDocuments documents = ImageDocuments.read(source, reference, document, limits, access);
    List<String> unsupported = new ArrayList<>();
    List<@Nullable LayerFacts> facts = layers(source, reference, documents, unsupported, access);
    boolean windows = documents.platform().os().equals("windows");
    if (!windows && !facts.isEmpty() && facts.stream().allMatch(layer -> layer == null)) {
      throw new ImageUnavailableException(
          UndecidedReason.UnsupportedImage,
          reference.original() + ": no layer can be read: " + String.join("; ", unsupported));
    }
    ImageFacts composed = FactsComposer.compose(documents, facts, unsupported);
    BaseDeclaration declaration =
        Declarations.read(documents.manifest().annotations(), documents.config()).orElse(null);
    BaseLineage.Finding base =
        bases.declared(reference, composed, declaration, documents.platform(), access);
    return new KnownImage(documents.platform(), withBase(composed, base));
  }

  private List<@Nullable LayerFacts> layers(
      ImageSource source,
      ImageReference reference,
      ImageDocuments documents,
      List<String> unsupported,
      Access access)
      throws ImageUnavailableException {
    List<Descriptor> descriptors = documents.manifest().layers();
    List<@Nullable Future<LayerFacts>> running = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (int i = 0; i < descriptors.size(); i++) {
          Descriptor layer = descriptors.get(i);
          Digest diffId = documents.diffId(i);
          if (LayerReader.supports(layer.mediaType())) {
            running.add(
                threads.submit(() -> layers.load(source, reference, layer, diffId, access)));
          } else {
            unsupported.add("layer %s: %s".formatted(layer.digest(), layer.mediaType()));
            running.add(null);
          }
        }
        List<@Nullable LayerFacts> facts = new ArrayList<>();
        for (Future<LayerFacts> layer : running) {
          facts.add(layer == null ? null : join(layer, reference));
        }
        return facts;
      } catch (ImageUnavailableException e) {
        threads.shutdownNow();
        throw e;
      }
    }
  }

  private static LayerFacts join(Future<LayerFacts> layer, ImageReference reference)
      throws ImageUnavailableException {
    try {
      return layer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ImageUnavailableException unavailable) {
        throw unavailable;
      }
      throw new IllegalStateException(reference.original(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageUnavailableException(
          UndecidedReason.DeadlineExceeded, reference.original() + ": interrupted", e);
    }
  }

  private void remember(ImageReference reference, Located located, KnownImage image) {
    cache.putImage(located.manifest(), image);
    List<Digest> diffIds = diffIds(image.facts());
    if (!diffIds.isEmpty()) {
      Digest named = located.index() == null ? located.manifest() : located.index();
      cache.putStack(
          ChainId.ofEveryPrefix(diffIds).getLast(),
          new BaseCandidate(name(reference), named, diffIds));
    }
  }

  private BaseLineage.Finding best(ImageReference reference, KnownImage image, Access access) {
    ImageFacts facts = image.facts();
    var known =
        new BaseLineage.Finding(
            facts.base(),
            facts.evidence().stream().filter(e -> e.fact().startsWith("base.")).toList());
    return bases.improve(reference, known, facts, image.platform(), access);
  }

  private BaseCandidate layersOf(ImageReference reference, Platform platform, Access access)
      throws ImageUnavailableException {
    ImageSource source = sources.of(reference);
    Located located = locate(source, reference, platform, access);
    Digest named = located.index() == null ? located.manifest() : located.index();
    KnownImage known = cache.image(located.manifest()).orElse(null);
    if (known != null) {
      return new BaseCandidate(name(reference), named, diffIds(known.facts()));
    }
    RawDocument document =
        located.document() == null
            ? source.document(reference, located.manifest(), access)
            : located.document();
    var documents = ImageDocuments.read(source, reference, document, limits, access);
    return new BaseCandidate(name(reference), named, documents.config().diffIds());
  }

  private static String name(ImageReference reference) {
    return reference instanceof RegistryReference registry
        ? registry.name() + (registry.tag() == null ? "" : ":" + registry.tag())
        : reference.canonical();
  }

  private static List<Digest> diffIds(ImageFacts facts) {
    List<Digest> diffIds =
        facts.size().layers().stream()
            .map(ImageSize.Layer::diffId)
            .flatMap(Stream::ofNullable)
            .toList();
    return diffIds.size() == facts.size().layers().size() ? diffIds : List.of();
  }

  private static ImageFacts withBase(ImageFacts facts, BaseLineage.Finding finding) {
    int base = finding.base().evidence() == BaseEvidence.History ? 0 : finding.base().layers();
    List<ImageSize.Layer> marked = new ArrayList<>();
    for (ImageSize.Layer layer : facts.size().layers()) {
      marked.add(
          new ImageSize.Layer(
              layer.digest(),
              layer.diffId(),
              layer.compressed(),
              layer.unpacked(),
              layer.createdBy(),
              marked.size() < base));
    }
    ImageSize size = facts.size();
    return new ImageFacts(
        facts.distribution(),
        facts.libc(),
        facts.busybox(),
        facts.packages(),
        facts.tools(),
        new ImageSize(size.compressed(), size.unpacked(), size.visible(), size.wasted(), marked),
        finding.base(),
        facts.foreignBinaries(),
        facts.config(),
        facts.completeness(),
        Stream.<Evidence>concat(
                facts.evidence().stream().filter(e -> !e.fact().startsWith("base.")),
                finding.evidence().stream())
            .toList());
  }

  private static String message(ImageUnavailableException e) {
    return e.getMessage() == null ? e.reason().name() : e.getMessage();
  }
}
