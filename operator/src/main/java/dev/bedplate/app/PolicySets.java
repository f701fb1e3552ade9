package dev.bedplate.app;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.catalog.PolicyReader;
import dev.bedplate.catalog.PolicyReader.Document.Broken;
import dev.bedplate.catalog.PolicyReader.Document.ExceptionDocument;
import dev.bedplate.catalog.PolicyReader.Document.PolicyDocument;
import dev.bedplate.cli.PolicySet;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.PolicyEngine;
import dev.bedplate.policy.PolicyException;
import dev.bedplate.workload.manifest.ManifestDocument;
import dev.bedplate.workload.manifest.ManifestError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Documents of policy files to the set that decides. */
final class PolicySets {
  private PolicySets() {}

  /**
   * Compiles all documents, or reports every error of every one; hands on what is in force.
   *
   * @param further in force too, but for what the documents define under the same name
   * @param now by which exceptions have expired
   */
  static PolicySet compile(
      List<ManifestDocument> documents,
      Catalog further,
      PolicyEngine engine,
      Instant now,
      Consumer<Catalog> compiled) {
    List<Policy> policies = new ArrayList<>();
    List<PolicyException> exceptions = new ArrayList<>();
    List<ManifestError> errors = new ArrayList<>();
    List<ManifestDocument> ours =
        documents.stream().filter(document -> PolicyReader.isOurs(document.object())).toList();
    // A folder of policies may hold other manifests; a file without any policy is a mistake.
    for (ManifestDocument document : ours.isEmpty() ? documents : ours) {
      switch (PolicyReader.read(document.object())) {
        case PolicyDocument(var policy) -> policies.add(policy);
        case ExceptionDocument(var exception) -> exceptions.add(exception);
        case Broken(var wrong) ->
            wrong.forEach(error -> errors.add(document.error(error.path(), error.message())));
      }
    }
    if (!errors.isEmpty()) {
      return new PolicySet.Rejected(errors);
    }
    Catalog catalog = new Catalog(policies, exceptions).over(further);
    compiled.accept(catalog);
    return new PolicySet.Ready(
        (workload, facts, at, bounds) ->
            engine.decide(workload, facts, catalog.policies(), catalog.exceptions(), at, bounds),
        IdleExceptions.notes(catalog, now));
  }
}
