package dev.bedplate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bedplate.catalog.PolicyReader.Document.Broken;
import dev.bedplate.catalog.PolicyReader.Document.ExceptionDocument;
import dev.bedplate.catalog.PolicyReader.Document.PolicyDocument;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.FactsJson;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Lifecycle;
import dev.bedplate.image.Lifecycle.State;
import dev.bedplate.image.Platform;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.PolicyEngine;
import dev.bedplate.policy.PolicyException;
import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Violation;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.ContainerList;
import dev.bedplate.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Each folder under {@code golden} is a case; its moment is 2026-11-23. */
@NullUnmarked
class GoldenTest {
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
  private static final Path CASES = Path.of("src/test/resources/golden");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Platform ASKED = new Platform("linux", "amd64", null);

  @TestFactory
  Stream<DynamicTest> everyCaseComesOutAsWritten() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      List<Path> cases = folders.filter(Files::isDirectory).sorted().toList();
      assertThat(cases).hasSizeGreaterThanOrEqualTo(25);
      return cases.stream()
          .map(it -> DynamicTest.dynamicTest(it.getFileName().toString(), () -> judge(it)));
    }
  }

  private static void judge(Path folder) throws IOException {
    List<Inspection> inspections = inspections(folder.resolve("facts.json"));
    List<Policy> policies = new ArrayList<>();
    List<PolicyException> exceptions = new ArrayList<>();
    for (Object document : documents(folder.resolve("policy.yaml"))) {
      switch (PolicyReader.read((Map<?, ?>) document)) {
        case PolicyDocument(var policy) -> policies.add(policy);
        case ExceptionDocument(var exception) -> exceptions.add(exception);
        case Broken(var errors) -> throw new AssertionError(errors);
      }
    }
    Workload workload = workload((Map<?, ?>) documents(folder.resolve("workload.yaml")).getFirst());
    PolicyEngine engine = new PolicyEngine(GoldenTest::lifecycle);
    Map<ContainerImage, List<Inspection>> facts = facts(workload, inspections);
    Report report = engine.decide(workload, facts, policies, exceptions, NOW);
    assertThat(json(report).toPrettyString())
        .isEqualTo(
            MAPPER.readTree(Files.readString(folder.resolve("report.json"))).toPrettyString());

    Workload turned = reversed(workload);
    Collections.reverse(policies);
    Collections.reverse(exceptions);
    Report again = engine.decide(turned, facts, policies, exceptions, NOW);
    assertThat(again.verdict()).isEqualTo(report.verdict());
    assertThat(again.denied()).isEqualTo(report.denied());
  }

  private static Workload reversed(Workload it) {
    return new Workload(
        it.kind(),
        it.namespace(),
        it.name(),
        it.labels(),
        it.namespaceLabels(),
        it.images().reversed(),
        it.source());
  }

  private static JsonNode json(Report report) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("verdict", report.verdict().getClass().getSimpleName());
    node.put("denied", report.denied());
    ArrayNode violations = node.putArray("violations");
    ArrayNode undecided = node.putArray("undecided");
    switch (report.verdict()) {
      case Verdict.Compliant _, Verdict.NotApplicable _ -> {}
      case Verdict.Violating(var broken, var open) -> {
        broken.forEach(it -> violations.add(json(it)));
        open.forEach(it -> undecided.add(json(it)));
      }
      case Verdict.Undecided(var open, var exempted) -> {
        exempted.forEach(it -> violations.add(json(it)));
        open.forEach(it -> undecided.add(json(it)));
      }
      case Verdict.Exempt(var exempted) -> exempted.forEach(it -> violations.add(json(it)));
    }
    return node;
  }

  private static ObjectNode json(Violation it) {
    assertThat(it.message())
        .contains(it.image().container(), it.image().field(), it.policy(), it.reason().name())
        .contains(it.found(), it.accepted(), String.valueOf(it.digest()));
    return MAPPER
        .createObjectNode()
        .put("policy", it.policy())
        .put("mode", it.mode().name())
        .put("reason", it.reason().name())
        .put("container", it.image().container())
        .put("found", it.found())
        .put("accepted", it.accepted())
        .put("exemptBy", it.exemptBy());
  }

  private static ObjectNode json(Undecidable it) {
    return MAPPER
        .createObjectNode()
        .put("policy", it.policy())
        .put("reason", it.reason().name())
        .put("container", it.image().container())
        .put("action", it.action().name());
  }

  private static List<Inspection> inspections(Path file) throws IOException {
    List<Inspection> inspections = new ArrayList<>();
    try (JsonParser in = new JsonFactory().createParser(file.toFile())) {
      assertThat(in.nextToken()).isEqualTo(JsonToken.START_ARRAY);
      while (in.nextToken() == JsonToken.START_OBJECT) {
        inspections.add(FactsJson.read(in, GoldenTest::reference, ASKED));
      }
    }
    return inspections;
  }

  private static Map<ContainerImage, List<Inspection>> facts(
      Workload workload, List<Inspection> inspections) {
    Map<ContainerImage, List<Inspection>> facts = new HashMap<>();
    for (ContainerImage image : workload.images()) {
      facts.put(
          image,
          inspections.stream().filter(it -> it.reference().equals(image.reference())).toList());
    }
    return facts;
  }

  private static Workload workload(Map<?, ?> document) {
    Map<?, ?> metadata = map(document.get("metadata"));
    Map<?, ?> spec = map(map(map(document.get("spec")).get("template")).get("spec"));
    List<ContainerImage> images = new ArrayList<>();
    collect(images, spec, "containers", ContainerList.Main);
    collect(images, spec, "initContainers", ContainerList.Init);
    Object namespaceLabels = document.get("namespaceLabels");
    return new Workload(
        (String) document.get("kind"),
        (String) metadata.get("namespace"),
        (String) metadata.get("name"),
        texts(map(metadata.get("labels"))),
        namespaceLabels == null ? null : texts(map(namespaceLabels)),
        images,
        null);
  }

  private static void collect(
      List<ContainerImage> images, Map<?, ?> spec, String list, ContainerList kind) {
    List<?> containers = spec.get(list) instanceof List<?> found ? found : List.of();
    for (int i = 0; i < containers.size(); i++) {
      Map<?, ?> container = map(containers.get(i));
      images.add(
          new ContainerImage(
              (String) container.get("name"),
              kind,
              "spec.template.spec." + list + "[" + i + "].image",
              reference((String) container.get("image"))));
    }
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Map<String, String> texts(Map<?, ?> map) {
    Map<String, String> texts = new HashMap<>();
    map.forEach((key, value) -> texts.put(key.toString(), value.toString()));
    return texts;
  }

  private static List<Object> documents(Path file) throws IOException {
    List<Object> documents = new ArrayList<>();
    new Load(LoadSettings.builder().build())
        .loadAllFromString(Files.readString(file))
        .forEach(documents::add);
    return documents;
  }

  /** Canonical references only: {@code registry/repository:tag[@digest]}. */
  private static ImageReference reference(String text) {
    int at = text.indexOf('@');
    String tagged = at < 0 ? text : text.substring(0, at);
    int slash = tagged.indexOf('/');
    int colon = tagged.lastIndexOf(':');
    return new RegistryReference(
        text,
        tagged.substring(0, slash),
        tagged.substring(slash + 1, colon),
        tagged.substring(colon + 1),
        at < 0 ? null : Digest.of(text.substring(at + 1)));
  }

  private static Lifecycle lifecycle(Distribution distribution, LocalDate today) {
    return switch (distribution.id() + " " + distribution.version()) {
      case "alpine 3.20.3" -> until("2026-04-01", null, State.EndOfLife);
      case "alpine 3.21.2" -> until("2026-11-01", null, State.EndOfLife);
      case "debian 11.11" -> until("2024-08-14", "2027-08-31", State.ExtendedOnly);
      case "debian 12.5" -> until("2028-06-10", null, State.Supported);
      default -> new Lifecycle(State.Unknown, null, null, null, today);
    };
  }

  private static Lifecycle until(String security, String extended, State state) {
    return new Lifecycle(
        state,
        "cycle",
        LocalDate.parse(security),
        extended == null ? null : LocalDate.parse(extended),
        LocalDate.parse("2026-08-22"));
  }
}
