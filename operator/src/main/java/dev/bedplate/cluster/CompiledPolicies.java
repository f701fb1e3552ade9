package dev.bedplate.cluster;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.catalog.FieldError;
import dev.bedplate.catalog.PolicyReader;
import dev.bedplate.catalog.PolicyReader.Document.ExceptionDocument;
import dev.bedplate.catalog.PolicyReader.Document.PolicyDocument;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.PolicyException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Compiles policy objects, each generation of each object once: a cluster with a thousand policies
 * sees them arrive one by one.
 */
final class CompiledPolicies {
  private final Function<PolicyObject, Compilation> compiler;
  private Map<Version, Compilation> known = Map.of();

  CompiledPolicies() {
    this(CompiledPolicies::compile);
  }

  /** The same with another {@code compiler} of one object. */
  CompiledPolicies(Function<PolicyObject, Compilation> compiler) {
    this.compiler = compiler;
  }

  private record Version(String uid, long generation) {
    static Version of(PolicyObject object) {
      Long generation = object.getMetadata().getGeneration();
      return new Version(object.getMetadata().getUid(), generation == null ? 0 : generation);
    }
  }

  /** The catalog of all objects that compile, in the order of their names. */
  synchronized Catalog catalog(Collection<? extends PolicyObject> objects) {
    var next = new HashMap<Version, Compilation>();
    List<Policy> policies = new ArrayList<>();
    List<PolicyException> exceptions = new ArrayList<>();
    List<PolicyObject> sorted = new ArrayList<>(objects);
    sorted.sort(Comparator.comparing(it -> it.getMetadata().getName()));
    for (PolicyObject object : sorted) {
      Compilation compilation = compilation(object);
      next.put(Version.of(object), compilation);
      switch (compilation.document()) {
        case PolicyDocument(var policy) -> policies.add(policy);
        case ExceptionDocument(var exception) -> exceptions.add(exception);
        case PolicyReader.Document.Broken _ -> {}
      }
    }
    known = next;
    return new Catalog(policies, exceptions);
  }

  /** What one object compiles to. */
  synchronized Compilation compilation(PolicyObject object) {
    Compilation compiled = known.get(Version.of(object));
    return compiled == null ? compiler.apply(object) : compiled;
  }

  static Compilation compile(PolicyObject object) {
    List<FieldError> unknown = new ArrayList<>();
    PolicyReader.Document document = PolicyReader.read(object.manifest(), unknown::add);
    return new Compilation(document, unknown);
  }
}
