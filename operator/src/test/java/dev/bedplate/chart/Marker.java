package dev.bedplate.chart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import java.util.List;
import java.util.UUID;

/**
 * One role and binding of each sort. The API server's authorizer follows each sort by a watch of
 * its own; once it knows these, it knows what was written before them.
 */
record Marker(String name) {
  private static final String GROUP = "marker.example";

  static Marker unique() {
    return new Marker("marker-" + UUID.randomUUID());
  }

  List<HasMetadata> objects() {
    return List.of(
        new ClusterRoleBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withRules(rule("everywhere"))
            .build(),
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name)
            .withSubjects(subject())
            .build(),
        new RoleBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(Chart.NAMESPACE)
            .endMetadata()
            .withRules(rule("here"))
            .build(),
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(Chart.NAMESPACE)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
            .withSubjects(subject())
            .build());
  }

  /** What its user may do once all four are known. */
  List<ResourceAttributes> deeds() {
    var builder =
        new ResourceAttributesBuilder()
            .withVerb("get")
            .withGroup(GROUP)
            .withNamespace(Chart.NAMESPACE);
    return List.of(
        builder.withResource("everywhere").build(), builder.withResource("here").build());
  }

  private static PolicyRule rule(String resource) {
    return new PolicyRuleBuilder()
        .withApiGroups(GROUP)
        .withResources(resource)
        .withVerbs("get")
        .build();
  }

  private Subject subject() {
    return new SubjectBuilder()
        .withApiGroup("rbac.authorization.k8s.io")
        .withKind("User")
        .withName(name)
        .build();
  }
}
