package dev.bedplate.chart;

import static dev.bedplate.chart.Rights.CONTROLLER;
import static dev.bedplate.chart.Rights.WEBHOOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the accounts of the chart may do, and that they may do nothing else. */
@WithApiServer
class ChartRightsIT {
  private static final Set<String> READ = Set.of("get", "list", "watch");
  private static final String BOTH =
      """
      get,list,watch namespaces
      get,list,watch nodes
      get,list,watch baseimagepolicies.bedplate.dev
      get,list,watch baseimageexceptions.bedplate.dev
      create,get,patch events.events.k8s.io
      get serviceaccounts
      get secrets
      """;
  private static final String CONTROLLER_EVERYWHERE =
      BOTH
          + """
          get,list,watch,patch pods
          get,list,watch,patch deployments.apps
          get,list,watch,patch statefulsets.apps
          get,list,watch,patch daemonsets.apps
          get,list,watch,patch replicasets.apps
          get,list,watch,patch jobs.batch
          get,list,watch,patch cronjobs.batch
          get,list,watch,create,patch,update,delete inspectedimages.bedplate.dev
          patch,update inspectedimages.bedplate.dev/status
          patch,update baseimagepolicies.bedplate.dev/status
          patch,update baseimageexceptions.bedplate.dev/status
          """;
  private static final String WEBHOOK_EVERYWHERE =
      BOTH
          + """
          get,list,watch deployments.apps
          get,list,watch statefulsets.apps
          get,list,watch daemonsets.apps
          get,list,watch replicasets.apps
          get,list,watch jobs.batch
          get,list,watch cronjobs.batch
          get,list,watch,create,patch,update inspectedimages.bedplate.dev
          """;

  @BeforeAll
  static void definitions(ApiServer server) throws IOException {
    server.applyDefinitions();
  }

  @Test
  void S_17_the_controller_writes_marks_facts_and_statuses_and_nothing_else(ApiServer server) {
    Rights rights = Rights.grant(server, "");

    assertThat(all(server, rights, CONTROLLER, "default")).isEqualTo(deeds(CONTROLLER_EVERYWHERE));
    assertThat(all(server, rights, CONTROLLER, Chart.NAMESPACE))
        .isEqualTo(deeds(CONTROLLER_EVERYWHERE + "create leases.coordination.k8s.io\n"));
    for (String verb : List.of("get", "patch", "update")) {
      var lease = deed(verb, "coordination.k8s.io", "leases").withNamespace(Chart.NAMESPACE);
      assertThat(rights.may(CONTROLLER, lease.withName("bedplate-controller").build())).isTrue();
      assertThat(rights.may(CONTROLLER, lease.withName("other").build())).isFalse();
      assertThat(rights.may(WEBHOOK, lease.withName("bedplate-controller").build())).isFalse();
    }
    var configuration =
        deed("get", "admissionregistration.k8s.io", "validatingwebhookconfigurations");
    assertThat(rights.may(CONTROLLER, configuration.withName("bedplate").build())).isTrue();
    assertThat(rights.may(CONTROLLER, configuration.withName("other").build())).isFalse();
    assertThat(rights.may(CONTROLLER, configuration.withName("bedplate").withVerb("patch").build()))
        .isFalse();
  }

  @Test
  void S_17_the_webhook_writes_facts_and_events_and_its_own_certificate(ApiServer server) {
    Rights rights = Rights.grant(server, "");

    assertThat(all(server, rights, WEBHOOK, "default")).isEqualTo(deeds(WEBHOOK_EVERYWHERE));
    assertThat(all(server, rights, WEBHOOK, Chart.NAMESPACE))
        .isEqualTo(deeds(WEBHOOK_EVERYWHERE + "create secrets\n"));
    assertKeepsItsConfiguration(rights);
    assertThat(rights.may(WEBHOOK, secret("patch", Chart.NAMESPACE, "bedplate-webhook-ca")))
        .isTrue();
    assertThat(rights.may(WEBHOOK, secret("patch", "default", "bedplate-webhook-ca"))).isFalse();
    assertThat(rights.may(WEBHOOK, secret("patch", Chart.NAMESPACE, "other"))).isFalse();
    assertThat(rights.may(CONTROLLER, secret("patch", Chart.NAMESPACE, "bedplate-webhook-ca")))
        .isFalse();
  }

  private static void assertKeepsItsConfiguration(Rights rights) {
    for (String verb : List.of("get", "list", "watch", "patch")) {
      var configuration =
          deed(verb, "admissionregistration.k8s.io", "validatingwebhookconfigurations");
      assertThat(rights.may(WEBHOOK, configuration.withName("bedplate").build())).as(verb).isTrue();
      assertThat(rights.may(WEBHOOK, configuration.withName("other").build())).as(verb).isFalse();
    }
  }

  @Test
  void S_17_a_given_certificate_takes_the_rights_to_manage_one_away(ApiServer server) {
    Rights rights =
        Rights.grant(server, "webhook: {certificate: {mode: secret, secretName: ours}}");

    assertThat(all(server, rights, WEBHOOK, Chart.NAMESPACE)).isEqualTo(deeds(WEBHOOK_EVERYWHERE));
    assertThat(rights.may(WEBHOOK, secret("patch", Chart.NAMESPACE, "bedplate-webhook-ca")))
        .isFalse();
    assertKeepsItsConfiguration(rights);
  }

  @Test
  void S_17_nobody_but_the_operator_and_the_cluster_itself_writes_inspected_images(
      ApiServer server) {
    Rights.grant(server, "");

    assertThat(server.admin().rbac().clusterRoles().list().getItems())
        .filteredOn(ChartRightsIT::writesFacts)
        .extracting(role -> role.getMetadata().getName())
        .filteredOn(name -> !name.startsWith("system:controller:"))
        .containsExactlyInAnyOrder(CONTROLLER, WEBHOOK, "cluster-admin");
  }

  @Test
  void a_binding_in_a_namespace_shows_none_of_the_three_kinds_one_for_the_cluster_does(
      ApiServer server) {
    Rights rights = Rights.grant(server, "");
    var kinds = List.of("baseimagepolicies", "baseimageexceptions", "inspectedimages");
    RoleRef view = new RoleRef("rbac.authorization.k8s.io", "ClusterRole", "bedplate-view");
    RoleBinding here =
        new RoleBindingBuilder()
            .withMetadata(named("view"))
            .withRoleRef(view)
            .withSubjects(viewer("here"))
            .build();
    ClusterRoleBinding everywhere =
        new ClusterRoleBindingBuilder()
            .withMetadata(named("view"))
            .withRoleRef(view)
            .withSubjects(viewer("everywhere"))
            .build();
    server.admin().resource(here).inNamespace("default").create();
    server.admin().resource(everywhere).create();
    try {
      await()
          .untilAsserted(
              () ->
                  assertThat(kinds).allMatch(it -> rights.may("everywhere", bedplate("list", it))));
      assertThat(kinds)
          .noneMatch(it -> rights.may("here", bedplate("list", it)))
          .noneMatch(it -> rights.may("everywhere", bedplate("patch", it)));
    } finally {
      server.admin().resource(here).inNamespace("default").delete();
      server.admin().resource(everywhere).delete();
    }
  }

  private static ObjectMeta named(String name) {
    return new ObjectMetaBuilder().withName(name).build();
  }

  private static Subject viewer(String account) {
    return new SubjectBuilder()
        .withKind("ServiceAccount")
        .withNamespace(Chart.NAMESPACE)
        .withName(account)
        .build();
  }

  private static ResourceAttributes bedplate(String verb, String resource) {
    return new ResourceAttributesBuilder()
        .withGroup("bedplate.dev")
        .withResource(resource)
        .withVerb(verb)
        .build();
  }

  @Test
  void the_role_that_is_part_of_view_reads_the_three_kinds_and_changes_none(ApiServer server) {
    Rights.grant(server, "");

    List<ClusterRole> aggregated =
        server
            .admin()
            .rbac()
            .clusterRoles()
            .withLabel("app.kubernetes.io/name", "bedplate")
            .list()
            .getItems()
            .stream()
            .filter(
                role ->
                    role.getMetadata().getLabels().keySet().stream()
                        .anyMatch(key -> key.contains("/aggregate-to-")))
            .toList();

    assertThat(aggregated).hasSize(1);
    assertThat(aggregated.getFirst().getMetadata().getLabels())
        .containsEntry("rbac.authorization.k8s.io/aggregate-to-view", "true");
    assertThat(aggregated.getFirst().getRules())
        .allMatch(rule -> READ.equals(Set.copyOf(rule.getVerbs())))
        .flatExtracting(PolicyRule::getResources)
        .containsExactlyInAnyOrder("baseimagepolicies", "baseimageexceptions", "inspectedimages");
  }

  @Test
  void S_22_secrets_are_read_by_name_only_as_far_as_the_values_say(ApiServer server) {
    Rights named = Rights.grant(server, "secrets: {access: named, names: [pull]}");
    for (String account : List.of(CONTROLLER, WEBHOOK)) {
      assertThat(named.may(account, secret("get", "default", "pull"))).isTrue();
      assertThat(named.may(account, secret("get", "default", "other"))).isFalse();
      assertThat(named.may(account, secret("list", "default", "pull"))).isFalse();
      assertThat(named.may(account, secret("watch", "default", "pull"))).isFalse();
    }

    Rights none =
        Rights.grant(
            server,
            """
            secrets: {access: none}
            config: {registries: [{host: registry.example, credentialsSecret: ours}]}
            """);
    for (String account : List.of(CONTROLLER, WEBHOOK)) {
      assertThat(none.may(account, secret("get", "default", "pull"))).isFalse();
      assertThat(none.may(account, secret("get", "default", "ours"))).isFalse();
      assertThat(none.may(account, secret("get", Chart.NAMESPACE, "ours"))).isTrue();
      assertThat(none.may(account, secret("list", Chart.NAMESPACE, "ours"))).isFalse();
      assertThat(none.may(account, deed("get", "", "serviceaccounts").build())).isFalse();
    }
  }

  private static Set<String> all(
      ApiServer server, Rights rights, String account, String namespace) {
    return ServedResources.deeds(server.admin(), namespace).stream()
        .filter(deed -> rights.may(account, deed))
        .map(ServedResources::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> deeds(String table) {
    return table
        .lines()
        .map(line -> line.split(" ", 2))
        .flatMap(row -> Stream.of(row[0].split(",")).map(verb -> verb + " " + row[1]))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean writesFacts(ClusterRole role) {
    return Stream.ofNullable(role.getRules())
        .flatMap(List::stream)
        .anyMatch(ChartRightsIT::writesFacts);
  }

  private static boolean writesFacts(PolicyRule rule) {
    return meets(rule.getApiGroups(), "bedplate.dev")
        && (meets(rule.getResources(), "inspectedimages")
            || meets(rule.getResources(), "inspectedimages/status"))
        && !READ.containsAll(rule.getVerbs());
  }

  private static boolean meets(List<String> names, String name) {
    return !Collections.disjoint(names, List.of(name, "*"));
  }

  private static ResourceAttributes secret(String verb, String namespace, String name) {
    return deed(verb, "", "secrets").withNamespace(namespace).withName(name).build();
  }

  private static ResourceAttributesBuilder deed(String verb, String group, String resource) {
    return new ResourceAttributesBuilder().withVerb(verb).withGroup(group).withResource(resource);
  }
}
