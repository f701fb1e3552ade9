package dev.bedplate.cluster;

import static org.awaitility.Awaitility.await;

import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Inspected;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.FactsCache;
import dev.bedplate.inspect.Inspector;
import dev.bedplate.inspect.MemoryCache;
import dev.bedplate.inspect.Progress;
import dev.bedplate.inspect.SharedInspections;
import dev.bedplate.inspect.Sources;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.inspect.layer.Room;
import dev.bedplate.policy.Policy;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.ResolvedTags;
import dev.bedplate.source.Traffic;
import dev.bedplate.source.registry.RegistryConfiguration;
import dev.bedplate.source.registry.RegistrySource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What one process of the operator knows and does about images, with nothing remembered. */
public final class Replica implements AutoCloseable {
  private static final Platform AMD64 = new Platform("linux", "amd64", null);
  private static final Clock CLOCK = Clock.systemUTC();
  private final List<Policy> policies = new CopyOnWriteArrayList<>();
  private final RegistrySource source =
      RegistrySource.reportingThrottling(
          RegistryConfiguration.NONE, Map.of(), Limits.DEFAULTS.documentBytes(), CLOCK);
  private final ResolvedTags tags = new ResolvedTags(source, ResolvedTags.Settings.DEFAULTS, CLOCK);
  private final Inventory inventory;
  private final SharedInspections inspections;

  /** A process that does not watch yet. */
  public Replica(KubernetesClient client, Inventory.Settings settings) {
    var memory = new MemoryCache(16 << 20);
    inventory = new Inventory(client, memory, () -> policies, settings, CLOCK);
    inspections =
        new SharedInspections(
            new SharedInspections.Parts(
                inspector(inventory.facts()),
                inspector(inventory.liveFacts()),
                tags,
                inventory.record()),
            SharedInspections.Settings.DEFAULTS,
            CLOCK);
  }

  private Inspector inspector(FactsCache facts) {
    return new Inspector(
        new Sources(() -> tags, () -> tags, () -> tags),
        Limits.DEFAULTS,
        new Room(Long.MAX_VALUE),
        facts,
        Progress.NONE,
        List::of,
        ReferenceParser::parseRegistry);
  }

  /** Watches, and returns when every object was read once. */
  public Replica watching() {
    inventory.start();
    await().atMost(Duration.ofSeconds(20)).until(inventory::synced);
    return this;
  }

  Replica under(Policy policy) {
    policies.add(policy);
    return this;
  }

  /** The process's view of the objects. */
  public Inventory inventory() {
    return inventory;
  }

  /** What shares its inspections. */
  public SharedInspections inspections() {
    return inspections;
  }

  /** Asks for an image as a review would that may be acted on. */
  public Inspected inspect(String reference) {
    return (Inspected) ask(reference, access(Duration.ofSeconds(30)));
  }

  Inspection ask(String reference, Access access) {
    return ask(reference, AMD64, access).getFirst();
  }

  List<Inspection> ask(String reference, Platform platform, Access access) {
    return inspections.inspect(ReferenceParser.parseRegistry(reference), platform, access);
  }

  static Access access(Duration budget) {
    return new Access(Keychain.ANONYMOUS, Deadline.in(budget, CLOCK), new Traffic());
  }

  @Override
  public void close() {
    inspections.close();
    inventory.close();
    tags.close();
    source.close();
  }
}
