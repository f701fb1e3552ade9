package dev.bedplate;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** States the room table of docs/architecture.md. */
class ArchitectureTest {
  private static final String JIB_DOCKER = "com.google.cloud.tools.jib.docker";
  private static final String ROOT = "dev.bedplate.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.bedplate");

  private static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          Map.entry("fault", Set.of()),
          Map.entry("json", Set.of()),
          Map.entry("image", Set.of("json")),
          Map.entry("tar", Set.of()),
          Map.entry("source", Set.of("json", "image", "tar")),
          Map.entry("workload", Set.of("image", "fault")),
          Map.entry("event", Set.of()),
          Map.entry("inspect", Set.of("json", "image", "source", "tar", "fault")),
          Map.entry("policy", Set.of("image", "workload", "fault")),
          Map.entry("api", Set.of("image", "workload", "policy")),
          Map.entry("catalog", Set.of("api", "policy", "workload", "image", "fault")),
          Map.entry("inventory", Set.of("json", "api", "inspect", "policy", "image")),
          Map.entry(
              "check",
              Set.of("catalog", "inspect", "policy", "workload", "source", "image", "fault")),
          Map.entry(
              "cli",
              Set.of(
                  "json",
                  "check",
                  "catalog",
                  "inspect",
                  "policy",
                  "workload",
                  "source",
                  "image",
                  "fault")),
          Map.entry(
              "webhook", Set.of("json", "check", "policy", "workload", "source", "image", "fault")),
          Map.entry(
              "cluster",
              Set.of(
                  "json",
                  "api",
                  "inventory",
                  "catalog",
                  "inspect",
                  "policy",
                  "workload",
                  "source",
                  "image",
                  "fault")),
          Map.entry(
              "reconcile",
              Set.of(
                  "json",
                  "api",
                  "cluster",
                  "event",
                  "inventory",
                  "check",
                  "catalog",
                  "inspect",
                  "policy",
                  "workload",
                  "source",
                  "image",
                  "fault")),
          Map.entry(
              "app",
              Set.of(
                  "json",
                  "cli",
                  "event",
                  "reconcile",
                  "cluster",
                  "inventory",
                  "webhook",
                  "check",
                  "catalog",
                  "api",
                  "inspect",
                  "policy",
                  "workload",
                  "source",
                  "image",
                  "fault")));

  private static final Map<String, Set<String>> FENCES =
      Map.ofEntries(
          Map.entry("java.net.http.", Set.of("source.registry")),
          Map.entry("com.google.cloud.tools.jib.", Set.of("source")),
          Map.entry("dev.cel.", Set.of("catalog")),
          Map.entry("org.apache.commons.cli.", Set.of("cli")),
          Map.entry("org.snakeyaml.", Set.of("workload.manifest", "cli")),
          Map.entry("com.github.benmanes.caffeine.", Set.of("inspect", "source.keychain")),
          Map.entry(
              "io.fabric8.",
              Set.of(
                  "api.v1alpha1",
                  "catalog",
                  "inventory",
                  "workload.manifest",
                  "event",
                  "cluster",
                  "reconcile",
                  "app",
                  "app.registration")),
          Map.entry("io.javaoperatorsdk.", Set.of("reconcile", "app")),
          Map.entry("com.sun.net.httpserver.", Set.of("webhook.server", "app.management")),
          Map.entry("ch.qos.logback.", Set.of("app.logging")),
          Map.entry("org.slf4j.bridge.", Set.of("app.logging")),
          Map.entry("io.micrometer.", Set.of("app.management")),
          Map.entry("io.prometheus.", Set.of("app.management")),
          Map.entry("org.bouncycastle.", Set.of("webhook.tls")));

  private static final List<String> NO_ROOMS =
      List.of("util", "utils", "common", "helper", "helpers", "impl", "manager", "misc");

  @Test
  void every_room_is_on_the_map_and_was_seen() {
    Set<String> seen =
        CLASSES.stream().map(ArchitectureTest::room).collect(toCollection(TreeSet::new));
    assertThat(seen).isEqualTo(new TreeSet<>(ROOMS.keySet()));
    assertThat(CLASSES.size()).isGreaterThan(100);
  }

  @Test
  void arrows_point_inward() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith(ROOT)
            && !room(target).equals(room(type))
            && !ROOMS.get(room(type)).contains(room(target))) {
          wrong.add(type.getName() + " -> " + target.getName());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("dev.bedplate.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void libraries_stay_behind_their_fences() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      String at = type.getPackageName().substring(ROOT.length());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getBaseComponentType().getName();
        FENCES.forEach(
            (library, rooms) -> {
              if (target.startsWith(library) && !rooms.contains(at)) {
                wrong.add(type.getName() + " -> " + target);
              }
            });
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void S_29_programs_are_started_for_the_users_credential_helpers_alone() {
    Set<String> starting = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getBaseComponentType().getName();
        if (target.equals("java.lang.ProcessBuilder") || target.startsWith(JIB_DOCKER)) {
          starting.add(type.getSimpleName());
        }
      }
    }
    assertThat(starting).containsExactly("CredentialHelper");
  }

  @Test
  void every_package_is_null_marked_and_named_after_the_domain() throws ClassNotFoundException {
    Set<String> packages =
        CLASSES.stream().map(JavaClass::getPackageName).collect(toCollection(TreeSet::new));
    for (String name : packages) {
      assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
          .as(name + " is @NullMarked")
          .isTrue();
      assertThat(List.of(name.split("\\."))).as(name).doesNotContainAnyElementsOf(NO_ROOMS);
    }
  }

  private static String room(JavaClass type) {
    String rest = type.getPackageName().substring(ROOT.length());
    return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
  }
}
