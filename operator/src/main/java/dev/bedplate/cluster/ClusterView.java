package dev.bedplate.cluster;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.cluster.PolicyObject.BaseImageExceptionObject;
import dev.bedplate.cluster.PolicyObject.BaseImagePolicyObject;
import dev.bedplate.image.Platform;
import dev.bedplate.source.Deadline;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Policies, exceptions, namespaces and nodes as the API server told them last. What was known stays
 * known while the API server cannot be reached.
 */
public final class ClusterView implements AutoCloseable {
  private static final Duration SYNC_POLL = Duration.ofMillis(20);
  private final SharedIndexInformer<BaseImagePolicyObject> policies;
  private final SharedIndexInformer<BaseImageExceptionObject> exceptions;
  private final SharedIndexInformer<NamespaceObject> namespaces;
  private final SharedIndexInformer<NodeObject> nodes;
  private final List<Platform> platforms;
  private final CompiledPolicies compiled;
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable Catalog catalog;

  /**
   * A view that is empty until it is started.
   *
   * @param platforms those that images are judged for; empty means those of the nodes
   */
  public ClusterView(KubernetesClient client, List<Platform> platforms) {
    this(client, platforms, new CompiledPolicies());
  }

  ClusterView(KubernetesClient client, List<Platform> platforms, CompiledPolicies compiled) {
    this.compiled = compiled;
    this.platforms = List.copyOf(platforms);
    policies = Informers.of(client, BaseImagePolicyObject.class);
    exceptions = Informers.of(client, BaseImageExceptionObject.class);
    namespaces = Informers.of(client, NamespaceObject.class);
    nodes = Informers.of(client, NodeObject.class);
    policies.addEventHandler(new Changes<>(Informers::sameSpec, _ -> changed()));
    exceptions.addEventHandler(new Changes<>(Informers::sameSpec, _ -> changed()));
    nodes.addEventHandler(
        new Changes<>((a, b) -> a.platform().equals(b.platform()), _ -> changed()));
    namespaces.addEventHandler(
        new Changes<>(
            (a, b) -> a.labels().equals(b.labels()),
            it -> tell(new Change.InNamespace(it.getMetadata().getName()))));
  }

  /** Begins to read; returns at once, and goes on trying until it is closed. */
  public void start() {
    informers().forEach(SharedIndexInformer::start);
  }

  /** Whether everything was read once. */
  public boolean synced() {
    return informers().allMatch(SharedIndexInformer::hasSynced);
  }

  /** Whether everything was read once; waits for that, but not beyond {@code deadline}. */
  public boolean syncedBefore(Deadline deadline) {
    long end = System.nanoTime() + deadline.remaining().toNanos();
    while (!synced()) {
      if (System.nanoTime() >= end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(SYNC_POLL.toNanos());
    }
    return true;
  }

  /** Tells {@code listener} of every change from now on, on a thread that must not be held up. */
  public void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  /** To be told when the layers of a base image became known, which may change any verdict. */
  public void basesChanged() {
    tell(new Change.Everywhere());
  }

  /**
   * The policies and exceptions in force: one snapshot for one decision. While a newer one is
   * compiled it is the one before, so that nobody waits for that.
   */
  public Catalog catalog() {
    Catalog current = catalog;
    return current == null ? compile() : current;
  }

  /** What one policy or exception compiles to. */
  public Compilation compilation(PolicyObject object) {
    return compiled.compilation(object);
  }

  /** The labels of a namespace, or null when they are not known. */
  public @Nullable Map<String, String> namespaceLabels(String namespace) {
    NamespaceObject found = namespaces.getStore().getByKey(namespace);
    return found == null ? null : found.labels();
  }

  /** The labels of every namespace that is known, by its name. */
  public Map<String, Map<String, String>> namespaces() {
    var all = new TreeMap<String, Map<String, String>>();
    namespaces.getStore().list().forEach(it -> all.put(it.getMetadata().getName(), it.labels()));
    return all;
  }

  /** The platforms that images are judged for. */
  public List<Platform> platforms() {
    if (!platforms.isEmpty()) {
      return platforms;
    }
    List<Platform> found =
        nodes.getStore().list().stream()
            .map(NodeObject::platform)
            .flatMap(Optional::stream)
            .distinct()
            .sorted((a, b) -> a.toString().compareTo(b.toString()))
            .toList();
    return found.isEmpty() ? List.of(Platform.ofThisMachine()) : found;
  }

  /** All policies, those that do not compile too. */
  public Collection<BaseImagePolicyObject> policies() {
    return policies.getStore().list();
  }

  /** All exceptions, those that do not compile too. */
  public Collection<BaseImageExceptionObject> exceptions() {
    return exceptions.getStore().list();
  }

  @Override
  public void close() {
    informers().forEach(SharedIndexInformer::stop);
  }

  private synchronized Catalog compile() {
    // Asked for first: what is not complete yet is no answer to keep.
    boolean complete = synced();
    Catalog next =
        compiled.catalog(
            Stream.<PolicyObject>concat(policies().stream(), exceptions().stream()).toList());
    catalog = complete ? next : null;
    return next;
  }

  private void changed() {
    if (synced()) {
      compile();
    }
    tell(new Change.Everywhere());
  }

  private void tell(Change change) {
    listeners.forEach(it -> it.accept(change));
  }

  private Stream<SharedIndexInformer<?>> informers() {
    return Stream.of(policies, exceptions, namespaces, nodes);
  }
}
