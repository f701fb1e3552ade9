package dev.bedplate.webhook;

import dev.bedplate.catalog.PolicyReader;
import dev.bedplate.check.Checker;
import dev.bedplate.image.LifecycleTable;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.distribution.LifecycleResource;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.PolicyEngine;
import dev.bedplate.policy.PolicyException;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.Traffic;
import dev.bedplate.webhook.Reviewer.Review.Answered;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A handler with the real checker and engine, and a cluster made of maps. */
final class Door {
  static final String NO_MUSL =
      """
      apiVersion: bedplate.dev/v1alpha1
      kind: BaseImagePolicy
      metadata: {name: no-musl}
      spec: {mode: Enforce, onUndecided: Deny, rules: {libc: {deny: [Musl]}}}
      """;
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  final Registry registry = new Registry();
  final Reserve reserve = new Reserve(CLOCK);
  final List<Admission> observed = new ArrayList<>();
  final Map<String, List<ContainerImage>> owners = new HashMap<>();
  final Map<String, Map<String, String>> labels = new HashMap<>();
  final List<Deadline> waitedUntil = new ArrayList<>();
  BooleanSupplier policiesRead = () -> true;
  private final List<Policy> policies = new ArrayList<>();
  private final List<PolicyException> exceptions = new ArrayList<>();
  private final AdmissionHandler handler;

  Door(String yaml) {
    this(yaml, Door::mapOwner);
  }

  /** How the door looks an owner up. */
  interface OwnerLookup {
    Owners in(Door door);
  }

  Door(String yaml, OwnerLookup lookup) {
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      switch (PolicyReader.read((Map<?, ?>) document)) {
        case PolicyReader.Document.PolicyDocument(var policy) -> policies.add(policy);
        case PolicyReader.Document.ExceptionDocument(var exception) -> exceptions.add(exception);
        case PolicyReader.Document.Broken broken -> throw new AssertionError(broken);
      }
    }
    LifecycleTable table = LifecycleResource.load();
    var engine = new PolicyEngine(table::lifecycle);
    var checker =
        new Checker(
            registry,
            (workload, facts, now, bounds) ->
                engine.decide(workload, facts, policies, exceptions, now, bounds),
            reference -> List.of(new Platform("linux", "amd64", null)));
    handler =
        new AdmissionHandler(
            new AdmissionHandler.Surroundings(
                Set.of("kube-system"),
                ReferenceParser::parseRegistry,
                deadline -> {
                  waitedUntil.add(deadline);
                  return policiesRead.getAsBoolean();
                },
                lookup.in(this),
                labels::get,
                (review, deadline) -> new Access(Keychain.ANONYMOUS, deadline, new Traffic()),
                reserve,
                observed::add),
            checker,
            CLOCK);
  }

  AdmissionHandler handler() {
    return handler;
  }

  Reviewer.Review review(Reviews review) {
    return handler.review(review.review(), Duration.ofSeconds(5));
  }

  Answer answer(Reviews review) {
    return answer(review, Duration.ofSeconds(5));
  }

  Answer answer(Reviews review, Duration timeout) {
    return ((Answered) handler.review(review.review(), timeout)).answer();
  }

  /** An owner in the cluster, whose only container {@code app} runs {@code image}. */
  void owner(String apiVersion, String kind, String uid, String image) {
    var carried =
        new ContainerImage("app", ContainerList.Main, "spec", ReferenceParser.parseRegistry(image));
    owners.put("shop/" + apiVersion + "/" + kind + "/web/" + uid, List.of(carried));
  }

  private static Owners mapOwner(Door door) {
    return (namespace, owner, deadline) ->
        Optional.ofNullable(
            door.owners.get(
                String.join(
                    "/", namespace, owner.apiVersion(), owner.kind(), owner.name(), owner.uid())));
  }
}
