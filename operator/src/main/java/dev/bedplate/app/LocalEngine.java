package dev.bedplate.app;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.cli.ClusterReader;
import dev.bedplate.cli.Engine;
import dev.bedplate.cli.EngineOptions;
import dev.bedplate.cli.InvalidInput;
import dev.bedplate.cli.PolicySet;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Lifecycle;
import dev.bedplate.image.LifecycleTable;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.DirectoryCache;
import dev.bedplate.inspect.FactsCache;
import dev.bedplate.inspect.ImageInspector;
import dev.bedplate.inspect.Inspector;
import dev.bedplate.inspect.NoCache;
import dev.bedplate.inspect.Sources;
import dev.bedplate.inspect.layer.Room;
import dev.bedplate.policy.PolicyEngine;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.Traffic;
import dev.bedplate.source.archive.ArchiveSource;
import dev.bedplate.source.keychain.DockerKeychain;
import dev.bedplate.source.layout.LayoutSource;
import dev.bedplate.source.registry.RegistrySource;
import dev.bedplate.workload.manifest.ManifestDocument;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The engine of one command: everything is made when first needed and closed at the end. */
final class LocalEngine implements Engine {
  private static final long CACHE_BYTES = 512L * 1024 * 1024;
  private final Configuration configuration;
  private final EngineOptions options;
  private final LocalEngines surroundings;
  private final Clock clock;
  private final Once<RegistrySource> registry;
  private final Once<LifecycleTable> lifecycle;
  private final Once<Keychain> keychain;
  private final FactsCache cache;
  private final Inspector inspector;
  private final Traffic traffic = new Traffic();
  private final List<ImageReference> bases = new CopyOnWriteArrayList<>();
  private final List<ClusterReader> clusters = new CopyOnWriteArrayList<>();

  LocalEngine(
      Configuration configuration,
      Supplier<LifecycleTable> lifecycle,
      EngineOptions options,
      LocalEngines surroundings) {
    this.configuration = configuration;
    this.options = options;
    this.surroundings = surroundings;
    clock = surroundings.clock();
    int documentBytes = configuration.limits().documentBytes();
    long heap = Runtime.getRuntime().maxMemory();
    registry =
        new Once<>(
            () ->
                new RegistrySource(
                    configuration.registries(), surroundings.variables(), documentBytes, clock));
    this.lifecycle = new Once<>(lifecycle);
    keychain =
        new Once<>(
            () -> new DockerKeychain(surroundings.variables(), surroundings.warnings(), clock));
    cache =
        surroundings
            .cacheDirectory()
            .filter(directory -> options.cache())
            .<FactsCache>map(directory -> new DirectoryCache(directory, CACHE_BYTES))
            .orElseGet(NoCache::new);
    options.bases().stream().map(ReferenceParser::parse).forEach(bases::add);
    inspector =
        new Inspector(
            new Sources(
                registry::get,
                () -> new LayoutSource(documentBytes),
                new Once<>(() -> new ArchiveSource(documentBytes))::get),
            configuration.limits().within(heap),
            new Room(heap),
            cache,
            options.progress(),
            () -> bases,
            ReferenceParser::parse);
  }

  /** A value made at most once, on first use. */
  private static final class Once<T> {
    private final Supplier<T> maker;
    private volatile @Nullable T value;

    Once(Supplier<T> maker) {
      this.maker = maker;
    }

    synchronized T get() {
      T made = value;
      if (made == null) {
        made = maker.get();
        value = made;
      }
      return made;
    }

    @Nullable T peek() {
      return value;
    }
  }

  @Override
  public ImageInspector inspector() {
    return inspector;
  }

  @Override
  public ImageReference reference(String text) {
    return ReferenceParser.parse(text);
  }

  @Override
  public Access access() {
    return new Access(
        reference -> keychain.get().credential(reference),
        Deadline.in(options.timeout(), clock),
        traffic);
  }

  @Override
  public Lifecycle lifecycle(Distribution distribution, LocalDate today) {
    return lifecycle.get().lifecycle(distribution, today);
  }

  @Override
  public List<Platform> platforms() {
    return configuration.platforms();
  }

  @Override
  public ClusterReader cluster() throws InvalidInput {
    ClusterReader opened = surroundings.clusters().open(configuration, surroundings);
    clusters.add(opened);
    return opened;
  }

  @Override
  public PolicySet policies(List<ManifestDocument> documents, Catalog further) {
    return PolicySets.compile(
        documents,
        further,
        new PolicyEngine(this::lifecycle),
        clock.instant(),
        catalog -> bases.addAll(catalog.baseCandidates(ReferenceParser::parse)));
  }

  @Override
  public void close() {
    clusters.forEach(ClusterReader::close);
    RegistrySource opened = registry.peek();
    if (opened != null) {
      opened.close();
    }
    if (cache instanceof DirectoryCache directory) {
      directory.close();
    }
  }
}
