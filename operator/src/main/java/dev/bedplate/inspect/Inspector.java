package dev.bedplate.inspect;

import dev.bedplate.fault.Faults;
import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageFacts;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.image.PlatformNode;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.base.BaseDeclaration;
import dev.bedplate.inspect.base.BaseLineage;
import dev.bedplate.inspect.base.Declarations;
import dev.bedplate.inspect.filesystem.FileSystem;
import dev.bedplate.inspect.layer.LayerReader;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.inspect.layer.Room;
import dev.bedplate.source.Access;
import dev.bedplate.source.Document;
import dev.bedplate.source.ImageIndex;
import dev.bedplate.source.ImageManifest;
import dev.bedplate.source.ImageSource;
import dev.bedplate.source.ImageUnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Inspects images: documents first, layers only when their facts are not known. */
public final class Inspector implements ImageInspector {
  private static final int PARALLEL_LAYERS = 4;
  private final Sources sources;
  private final Limits limits;
  private final FactsCache cache;
  private final ManifestLocator locator;
  private final Room room;
  private final LayerLoader layers;
  private final BaseResolver bases;

  /**
   * An inspector.
   *
   * @param room what the images that are being read may need together
   * @param candidates images that others may be built on at this moment, to be proven by layers
   * @param parser reads the reference that an image declares as its base
   */
  public Inspector(
      Sources sources,
      Limits limits,
      Room room,
      FactsCache cache,
      Progress progress,
      Supplier<List<ImageReference>> candidates,
      Function<String, ImageReference> parser) {
    this(sources, limits, room, cache, progress, candidates, parser, CandidateReading.AT_ONCE);
  }

  /** The same, with a say in when candidates are read. */
  public Inspector(
      Sources sources,
      Limits limits,
      Room room,
      FactsCache cache,
      Progress progress,
      Supplier<List<ImageReference>> candidates,
      Function<String, ImageReference> parser,
      CandidateReading reading) {
    this.sources = sources;
    this.limits = limits;
    this.room = room;
    this.cache = cache;
    this.locator = new ManifestLocator(cache, limits.indexEntries());
    this.layers = new LayerLoader(new LayerReader(limits), cache, progress, PARALLEL_LAYERS);
    this.bases =
        new BaseResolver(
            cache,
            candidates,
            parser,
            reading,
            new CandidateLayers(sources, locator, limits),
            (tag, access) -> sources.of(tag).resolve(tag, access),
            progress);
  }

  @Override
  public List<Inspection> inspect(ImageReference reference, Platform platform, Access access) {
    try {
      ImageSource source = sources.of(reference);
      return inspected(source, reference, platform, access);
    } catch (ImageUnavailableException e) {
      return List.of(failed(reference, platform, e));
    }
  }

  @Override
  public List<Platform> platforms(ImageReference reference, Access access) {
    try {
      ImageSource source = sources.of(reference);
      Document top = source.document(reference, source.resolve(reference, access), access);
      if (top instanceof ImageIndex index) {
        return PlatformChoice.platforms(index.within(limits.indexEntries()));
      }
      return List.of(
          ImageDocuments.read(source, reference, top.manifest(), limits, access).platform());
    } catch (ImageUnavailableException e) {
      return List.of();
    }
  }

  /** One that cannot be read leaves the others judged: nobody knows which of them a node runs. */
  private List<Inspection> inspected(
      ImageSource source, ImageReference reference, Platform platform, Access access)
      throws ImageUnavailableException {
    ManifestLocator.Located located = locator.locate(source, reference, platform, access);
    var inspections = new ArrayList<Inspection>();
    for (Digest manifest : located.choice().manifests()) {
      try {
        KnownImage image = cache.image(manifest).orElse(null);
        if (image == null) {
          image =
              read(
                  source, reference, located.manifest(manifest, source, reference, access), access);
          remember(reference, located, manifest, image);
        }
        inspections.addAll(told(reference, located, manifest, image, platform, access));
      } catch (ImageUnavailableException e) {
        inspections.add(failed(reference, platform, e));
      } catch (RuntimeException | Error e) {
        String problem = reference.canonical() + ": " + Faults.told("image " + manifest, e);
        inspections.add(new Failed(reference, platform, UndecidedReason.FactUnknown, problem));
      }
    }
    located.problems().forEach(it -> inspections.add(failed(reference, platform, it)));
    inspections.addAll(unread(reference, located, platform));
    return inspections;
  }

  /**
   * What is known of the image or index {@code digest}, to which {@code pinned} is pinned; empty
   * when a document or layer would have to be read.
   */
  Optional<List<Inspection>> known(
      RegistryReference pinned, Digest digest, Platform platform, Access access) {
    ManifestLocator.Located located = locator.known(digest, platform).orElse(null);
    if (located == null) {
      return Optional.empty();
    }
    var images = new LinkedHashMap<Digest, KnownImage>();
    for (Digest manifest : located.choice().manifests()) {
      Optional<KnownImage> image = cache.image(manifest);
      if (image.isEmpty()) {
        return Optional.empty();
      }
      images.put(manifest, image.get());
    }
    var inspections = new ArrayList<Inspection>();
    images.forEach(
        (manifest, image) ->
            inspections.addAll(told(pinned, located, manifest, image, platform, access)));
    inspections.addAll(unread(pinned, located, platform));
    return Optional.of(inspections);
  }

  /** A single image runs on any node, whatever its configuration says, so it is judged as well. */
  private List<Inspection> told(
      ImageReference reference,
      ManifestLocator.Located located,
      Digest manifest,
      KnownImage image,
      Platform platform,
      Access access) {
    var inspected =
        new Inspected(
            reference,
            manifest,
            located.index(),
            image.platform(),
            ofThisMoment(reference, image, access));
    return located.index() != null || suits(platform, image.platform())
        ? List.of(inspected)
        : List.of(
            new Failed(
                reference,
                platform,
                UndecidedReason.UnsupportedImage,
                "%s: the image is for %s, not for %s"
                    .formatted(reference.original(), image.platform(), platform)),
            inspected);
  }

  private static boolean suits(Platform wanted, Platform offered) {
    return offered.architecture().equals(Platform.UNKNOWN) || PlatformNode.accepts(wanted, offered);
  }

  private static List<Failed> unread(
      ImageReference reference, ManifestLocator.Located located, Platform platform) {
    return located.choice().complete()
        ? List.of()
        : List.of(
            new Failed(
                reference,
                platform,
                UndecidedReason.LimitExceeded,
                "%s: more images of the index could run on %s than are looked at, which are %d"
                    .formatted(reference.original(), platform, IndexWalk.MOST_MANIFESTS)));
  }

  private KnownImage read(
      ImageSource source, ImageReference reference, ImageManifest manifest, Access access)
      throws ImageUnavailableException {
    Composed image = composed(source, reference, manifest, access);
    ImageDocuments documents = image.documents();
    BaseDeclaration declaration =
        Declarations.read(documents.manifest().annotations(), documents.config()).orElse(null);
    BaseLineage.Finding base =
        bases.declared(reference, image.facts(), declaration, documents.platform(), access);
    return new KnownImage(documents.platform(), BaseMark.mark(image.facts(), base));
  }

  /** An image whose layers are read, with facts that say nothing about its base yet. */
  private record Composed(ImageDocuments documents, ImageFacts facts) {}

  private Composed composed(
      ImageSource source, ImageReference reference, ImageManifest manifest, Access access)
      throws ImageUnavailableException {
    try (Room.Share share = room.share()) {
      LayerStack stack = layers(source, reference, manifest, share, access);
      boolean windows = stack.documents().platform().os().equals("windows");
      if (!windows && stack.isUnreadable()) {
        throw new ImageUnavailableException(
            UndecidedReason.UnsupportedImage,
            reference.original()
                + ": no layer can be read: "
                + String.join("; ", stack.unsupported()));
      }
      return new Composed(
          stack.documents(),
          FactsComposer.compose(stack.documents(), stack.facts(), stack.unsupported()));
    } catch (FileSystem.Overgrown e) {
      throw new ImageUnavailableException(
          UndecidedReason.LimitExceeded, reference.original() + ": " + e.getMessage(), e);
    }
  }

  /** What cannot be read beside another large image is read again when that one is done. */
  private LayerStack layers(
      ImageSource source,
      ImageReference reference,
      ImageManifest manifest,
      Room.Share share,
      Access access)
      throws ImageUnavailableException {
    try {
      return LayerStack.load(layers, source, reference, manifest, limits, share, access);
    } catch (Room.Crowded e) {
      share.waitForAll(reference.original(), access.deadline());
      return LayerStack.load(layers, source, reference, manifest, limits, share, access);
    }
  }

  private void remember(
      ImageReference reference,
      ManifestLocator.Located located,
      Digest manifest,
      KnownImage image) {
    cache.putImage(manifest, image);
    List<Digest> diffIds = image.facts().size().diffIds();
    if (!diffIds.isEmpty()) {
      cache.putBelow(CandidateLayers.candidate(reference, located.named(), diffIds));
    }
  }

  /** The facts with what the candidates of this moment say about the base. */
  private ImageFacts ofThisMoment(ImageReference reference, KnownImage image, Access access) {
    ImageFacts facts = image.facts();
    return bases
        .improve(reference, facts, image.platform(), access)
        .map(better -> BaseMark.mark(facts, better))
        .orElse(facts);
  }

  private static Failed failed(
      ImageReference reference, Platform platform, ImageUnavailableException e) {
    String message = e.getMessage() == null ? e.reason().name() : e.getMessage();
    return new Failed(reference, platform, e.reason(), message);
  }
}
