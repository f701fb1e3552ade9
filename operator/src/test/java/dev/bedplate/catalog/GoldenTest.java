package dev.bedplate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bedplate.catalog.PolicyReader.Document.Broken;
import dev.bedplate.catalog.PolicyReader.Document.ExceptionDocument;
import dev.bedplate.catalog.PolicyReader.Document.PolicyDocument;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Lifecycle;
import dev.bedplate.image.Lifecycle.State;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.image.WrittenInspections;
import dev.bedplate.policy.Policy;
import dev.bedplate.policy.PolicyEngine;
import dev.bedplate.policy.PolicyException;
import dev.bedplate.policy.Report;
import dev.bedplate.policy.Undecidable;
import dev.bedplate.policy.Verdict;
import dev.bedplate.policy.Violation;
import dev.bedplate.policy.ViolationReason;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.workload.ContainerImage;
import dev.bedplate.workload.Workload;
import dev.bedplate.workload.manifest.ManifestDocument;
import dev.bedplate.workload.manifest.ManifestFile;
import dev.bedplate.workload.manifest.ManifestReader;
import dev.bedplate.workload.manifest.Workloads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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

  @Test
  void everyReasonHasACase() throws IOException {
    Set<String> reasons = new TreeSet<>();
    try (Stream<Path> files = Files.walk(CASES)) {
      for (Path report : files.filter(it -> it.endsWith("report.json")).toList()) {
        reasons.addAll(MAPPER.readTree(report.toFile()).findValuesAsText("reason"));
      }
    }
    Set<String> all = new TreeSet<>();
    Stream.of(ViolationReason.values()).map(Enum::name).forEach(all::add);
    Stream.of(UndecidedReason.values()).map(Enum::name).forEach(all::add);
    all.remove(ViolationReason.ForeignBinary.name());
    assertThat(reasons).containsAll(all);
  }

  private static void judge(Path folder) throws IOException {
    List<Inspection> inspections = inspections(folder.resolve("facts.json"));
    List<Policy> policies = new ArrayList<>();
    List<PolicyException> exceptions = new ArrayList<>();
    for (ManifestDocument document : read(folder.resolve("policy.yaml")).bedplate()) {
      switch (PolicyReader.read(document.object())) {
        case PolicyDocument(var policy) -> policies.add(policy);
        case ExceptionDocument(var exception) -> exceptions.add(exception);
        case Broken(var errors) -> throw new AssertionError(errors);
      }
    }
    Workload workload = read(folder.resolve("workload.yaml")).workloads().getFirst();
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

    List<ContainerImage> images = workload.images();
    for (int i = 1; i < images.size(); i++) {
      Workload first = workload.withImages(images.subList(0, i));
      Workload rest = workload.withImages(images.subList(i, images.size()));
      assertThat(
              engine
                  .decide(rest, facts, policies, exceptions, NOW)
                  .and(engine.decide(first, facts, policies, exceptions, NOW), workload))
          .as("decided in two parts, after %s images", i)
          .isEqualTo(report);
    }
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
    assertThat(it.message())
        .contains(it.image().container(), it.image().field(), it.policy(), it.reason().name())
        .contains(it.image().reference().canonical());
    return MAPPER
        .createObjectNode()
        .put("policy", it.policy())
        .put("reason", it.reason().name())
        .put("container", it.image().container())
        .put("action", it.action().name());
  }

  private static List<Inspection> inspections(Path file) throws IOException {
    return new WrittenInspections(ReferenceParser::parse, ASKED).all(file);
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

  private static Workloads read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return switch (ManifestReader.read(file.toString(), in)) {
        case ManifestFile.Broken(var error) -> throw new AssertionError(error);
        case ManifestFile.Documents(var documents) -> {
          Workloads read = Workloads.of(documents, "default", ReferenceParser::parse);
          assertThat(read.errors()).isEmpty();
          yield read;
        }
      };
    }
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
