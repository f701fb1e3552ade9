package dev.bedplate.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The definitions on a real API server: each folder under {@code crds} has objects that must be
 * accepted and objects that must be refused with the message in their first line.
 */
@NullUnmarked
@WithApiServer(fresh = true)
class CustomResourceDefinitionsIT {
  private static final Path FOLDERS = Path.of("src/test/resources/crds");
  private static final String EXPECT = "# expect: ";

  @BeforeAll
  static void apply(ApiServer server) throws IOException {
    server.applyDefinitions(); // fails when the server finds a rule of CEL too costly
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseimagepolicies", "baseimageexceptions", "inspectedimages"})
  void everythingValidIsAcceptedAndKept(String kind, ApiServer server) throws IOException {
    for (Path file : files(kind, "valid")) {
      GenericKubernetesResource sent = read(file);
      GenericKubernetesResource kept = write(server.admin(), sent);
      for (String part : List.of("spec", "status")) {
        assertThat(contains(kept.getAdditionalProperties().get(part), sent.get(part)))
            .as("%s %s: %s", file, part, kept.getAdditionalProperties())
            .isTrue();
      }
      server.admin().resource(kept).delete();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseimagepolicies", "baseimageexceptions", "inspectedimages"})
  void S_27_everythingInvalidIsRefusedWithItsMessage(String kind, ApiServer server)
      throws IOException {
    Map<Path, String> unexpected = new TreeMap<>();
    List<Path> files = files(kind, "invalid");
    assertThat(files).hasSizeGreaterThan(10);
    for (Path file : files) {
      String expected = Files.readAllLines(file).getFirst();
      assertThat(expected).as("first line of " + file).startsWith(EXPECT);
      String said = refusal(server.admin(), read(file));
      if (!said.contains(expected.substring(EXPECT.length()))) {
        unexpected.put(file.getFileName(), said);
      }
    }
    assertThat(unexpected).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseimagepolicies", "baseimageexceptions", "inspectedimages"})
  void S_27_everyFieldOfTheSchemaIsInSomethingValid(String kind, ApiServer server)
      throws IOException {
    Set<String> fields = SchemaFields.all(schema(server, kind));
    fields.removeAll(List.of(".apiVersion", ".kind", ".metadata"));
    Set<String> covered = new TreeSet<>();
    for (Path file : files(kind, "valid")) {
      SchemaFields.addAll(read(file).getAdditionalProperties(), "", fields, covered);
    }
    assertThat(fields).hasSizeGreaterThan(10);
    assertThat(covered).isEqualTo(fields);
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseimagepolicies", "baseimageexceptions", "inspectedimages"})
  void theSchemaIsStructuralAndBounded(String kind, ApiServer server) {
    assertThat(definition(server, kind).getStatus().getConditions())
        .noneMatch(condition -> condition.getType().equals("NonStructuralSchema"));
    List<String> unbounded = new ArrayList<>();
    unbounded(schema(server, kind), "", unbounded);
    assertThat(unbounded).isEmpty();
  }

  @Test
  void whatIsNotSaidHasItsDefault(ApiServer server) throws IOException {
    GenericKubernetesResource policy =
        write(server.admin(), read(FOLDERS.resolve("baseimagepolicies/valid/minimal.yaml")));
    assertThat(policy.<String>get("spec", "mode")).isEqualTo("Audit");
    assertThat(policy.<String>get("spec", "onUndecided")).isEqualTo("Warn");
    server.admin().resource(policy).delete();
  }

  @Test
  void theColumnsAreThoseOfTheContract(ApiServer server) {
    assertThat(columns(server, "baseimagepolicies"))
        .containsExactly("Mode", "Accepted", "Violating", "Undecided", "Age");
    assertThat(columns(server, "inspectedimages"))
        .containsExactly(
            "Distribution",
            "Version",
            "Libc",
            "Packages",
            "Size",
            "Base",
            "Lifecycle",
            "Workloads",
            "Age");
  }

  private static List<String> columns(ApiServer server, String kind) {
    return definition(server, kind)
        .getSpec()
        .getVersions()
        .getFirst()
        .getAdditionalPrinterColumns()
        .stream()
        .map(column -> column.getName())
        .toList();
  }

  private static void unbounded(JSONSchemaProps schema, String path, List<String> found) {
    boolean bounded =
        switch (String.valueOf(schema.getType())) {
          case "string" -> schema.getMaxLength() != null || !schema.getEnum().isEmpty();
          case "array" -> schema.getMaxItems() != null;
          case "object" ->
              schema.getAdditionalProperties() == null || schema.getMaxProperties() != null;
          default -> true;
        };
    if (!bounded) {
      found.add(path);
    }
    if (schema.getProperties() != null) {
      schema
          .getProperties()
          .forEach(
              (name, field) -> {
                if (!path.isEmpty() || isOurs(name)) {
                  unbounded(field, path + "." + name, found);
                }
              });
    }
    if (schema.getItems() != null) {
      unbounded(schema.getItems().getSchema(), path + "[]", found);
    }
    if (schema.getAdditionalProperties() != null) {
      unbounded(schema.getAdditionalProperties().getSchema(), path + "{}", found);
    }
  }

  private static boolean isOurs(String name) {
    return name.equals("spec") || name.equals("status");
  }

  /** Creates an object strictly, then its status; what the server has then. */
  private static GenericKubernetesResource write(
      KubernetesClient client, GenericKubernetesResource sent) {
    GenericKubernetesResource created =
        client.resource(sent).fieldValidation(Validation.STRICT).create();
    Object status = sent.getAdditionalProperties().get("status");
    if (status == null) {
      return created;
    }
    created.setAdditionalProperty("status", status);
    return client.resource(created).updateStatus();
  }

  private static String refusal(KubernetesClient client, GenericKubernetesResource sent) {
    try {
      write(client, sent);
      return "accepted";
    } catch (KubernetesClientException e) {
      return String.valueOf(e.getMessage());
    } finally {
      client.resource(sent).delete();
    }
  }

  /** Whether the server kept everything; it adds defaults. */
  private static boolean contains(Object kept, Object sent) {
    return switch (sent) {
      case null -> true;
      case Map<?, ?> map ->
          kept instanceof Map<?, ?> other
              && map.entrySet().stream()
                  .allMatch(it -> contains(other.get(it.getKey()), it.getValue()));
      case List<?> list -> {
        boolean same = kept instanceof List<?> other && other.size() == list.size();
        for (int i = 0; same && i < list.size(); i++) {
          same = contains(((List<?>) kept).get(i), list.get(i));
        }
        yield same;
      }
      default -> sent.equals(kept);
    };
  }

  private static GenericKubernetesResource read(Path file) throws IOException {
    return Serialization.unmarshal(Files.readString(file), GenericKubernetesResource.class);
  }

  private static List<Path> files(String kind, String folder) throws IOException {
    try (Stream<Path> files = Files.list(FOLDERS.resolve(kind).resolve(folder))) {
      return files.sorted().toList();
    }
  }

  private static CustomResourceDefinition definition(ApiServer server, String kind) {
    return server
        .admin()
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(kind + ".bedplate.dev")
        .get();
  }

  private static JSONSchemaProps schema(ApiServer server, String kind) {
    return definition(server, kind)
        .getSpec()
        .getVersions()
        .getFirst()
        .getSchema()
        .getOpenAPIV3Schema();
  }
}
