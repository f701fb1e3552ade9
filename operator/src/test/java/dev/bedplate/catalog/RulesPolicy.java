package dev.bedplate.catalog;

import dev.bedplate.catalog.PolicyReader.Document.PolicyDocument;
import dev.bedplate.policy.Policy;
import java.util.Map;

/** A policy of nothing but rules, compiled as the cluster's are. */
public final class RulesPolicy {
  private RulesPolicy() {}

  /** The policy whose {@code spec.rules} has one field. */
  public static Policy of(String rule, Object value) {
    Map<String, Object> manifest =
        Map.of(
            "apiVersion",
            "bedplate.dev/v1alpha1",
            "kind",
            "BaseImagePolicy",
            "metadata",
            Map.of("name", "p"),
            "spec",
            Map.of("rules", Map.of(rule, value)));
    return ((PolicyDocument) PolicyReader.read(manifest)).policy();
  }
}
