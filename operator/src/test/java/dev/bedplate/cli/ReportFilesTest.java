package dev.bedplate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Answers for machines, beside each other. */
class ReportFilesTest {
  private static final String MANIFESTS =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: good}
      spec: {containers: [{name: a, image: debian}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: bad}
      spec:
        containers:
        - name: first
          image: debian
        - name: second
          image: alpine
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: unknown}
      spec:
        containers:
        - name: a
          image: missing
      ---
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      metadata: {name: r}
      spec: {template: {spec: {containers: [{image: alpine}]}}}
      """;
  @TempDir Path directory;
  private Path manifests;

  @BeforeEach
  void manifests() throws IOException {
    manifests = Files.writeString(directory.resolve("m.yaml"), MANIFESTS);
  }

  @ParameterizedTest
  @CsvSource({
    "Enforce,deny,1,1,0,1",
    "Warn,deny,3,0,0,1",
    "Warn,violation,1,1,0,1",
    "Audit,undecided,1,1,1,0",
    "Warn,nothing,3,0,0,1"
  })
  void junitFailsByWhatFailOnNamesAndFitsItsSchema(
      String mode, String failOn, int code, int failures, int errors, int skipped)
      throws Exception {
    Run run = check(mode, "-o", "junit", "--fail-on", failOn);
    assertThat(run.code()).isEqualTo(code);
    Element suite = suite(run.out());
    assertThat(suite.getAttribute("failures")).isEqualTo("" + failures);
    assertThat(suite.getAttribute("errors")).isEqualTo("" + errors);
    assertThat(suite.getAttribute("skipped")).isEqualTo("" + skipped);
    assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(failures);
    assertThat(suite.getElementsByTagName("error").getLength()).isEqualTo(errors);
    assertThat(suite.getElementsByTagName("skipped").getLength()).isEqualTo(skipped);
    // What does not fail the check is told all the same.
    assertThat(run.out()).contains("the image runs on musl").contains("no such image");
    assertThat(run.out()).contains("not judged: 1 Rollout of argoproj.io/v1alpha1");
  }

  @Test
  void junitNamesTheFileAndHasMessagesOfOneLine() throws Exception {
    Element suite = suite(check("Enforce", "-o", "junit").out());
    Element bad = (Element) suite.getElementsByTagName("testcase").item(1);
    assertThat(bad.getAttribute("classname")).isEqualTo(manifests.toString());
    assertThat(bad.getAttribute("name")).isEqualTo("Pod default/bad");
    Element failure = (Element) bad.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message"))
        .isEqualTo("LibcDenied: the image runs on musl, 100% of it: use another <base>");
    assertThat(failure.getAttribute("type")).isEqualTo("LibcDenied");
  }

  @Test
  void whatCannotBeReadIsInEveryReport() throws Exception {
    Files.writeString(manifests, "---\na: [\n", java.nio.file.StandardOpenOption.APPEND);
    Run run = check("Enforce", "-o", "junit");
    assertThat(run.code()).isEqualTo(2);
    Element suite = suite(run.out());
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    assertThat(run.out()).contains("m.yaml: document 5, line 29: what begins here has no end");
    assertThat(check("Enforce", "-o", "github").out())
        .startsWith("::error file=" + manifests + ",line=29,title=InvalidInput::");
    JsonNode invocation =
        json(check("Enforce", "-o", "sarif").out()).get("runs").get(0).get("invocations").get(0);
    assertThat(invocation.get("executionSuccessful").asBoolean()).isFalse();
    assertThat(invocation.toString()).contains("\"startLine\":29", "not judged: 1 Rollout");
    assertThat(SarifTest.problems(check("Enforce", "-o", "sarif").out())).isEmpty();
  }

  @Test
  void annotationsStandAtTheLineOfTheImage() throws IOException {
    JsonNode result =
        json(check("Enforce", "-o", "sarif").out()).get("runs").get(0).get("results").get(0);
    JsonNode region = result.get("locations").get(0).get("physicalLocation").get("region");
    assertThat(region.get("startLine").asInt()).isEqualTo(14);
    assertThat(check("Enforce", "-o", "github").out())
        .contains("file=" + manifests + ",line=14,title=LibcDenied")
        .contains("file=" + manifests + ",line=22,title=ImageNotFound");
  }

  @Test
  void oneRunGivesATableAndReports() throws Exception {
    Path junit = directory.resolve("junit.xml");
    Path sarif = directory.resolve("sarif.json");
    Run run = check("Enforce", "-o", "junit=" + junit, "-o", "sarif=" + sarif);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("3 workloads: 1 compliant, 1 violating, 1 undecided");
    suite(Files.readString(junit));
    assertThat(json(Files.readString(sarif)).get("version").asText()).isEqualTo("2.1.0");
    Path table = directory.resolve("table.txt");
    run = check("Enforce", "-o", "json", "--output=table=" + table);
    assertThat(json(run.out()).get("denied").asBoolean()).isTrue();
    assertThat(Files.readString(table)).contains("3 workloads");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "json sarif|only one output can go to standard output; -o sarif=FILE writes a file",
        "xml|--output must be one of table, json, sarif, junit, github, not xml",
        "xml=f|--output must be one of table, json, sarif, junit, github, not xml=f",
        "junit=|-o junit=: not the name of a file",
        "junit=DIR|: not the name of a file",
        "junit=DIR/no/f.xml|: there is no such directory",
        "json=-|-o json=-: -o json alone writes to the standard output",
        "json=DIR/m.yaml|: that file is read as well",
        "junit=DIR/../DIRNAME/p.yaml|: that file is read as well",
        "junit=DIR/f sarif=DIR/f|: another output goes to that file"
      })
  void outputsThatCannotBeAreRefusedBeforeAnythingIsJudged(String outputs, String message)
      throws IOException {
    var options = new ArrayList<String>();
    for (String output :
        outputs
            .replace("DIRNAME", directory.getFileName().toString())
            .replace("DIR", directory.toString())
            .split(" ", -1)) {
      options.addAll(List.of("-o", output));
    }
    Run run = check("Enforce", options.toArray(String[]::new));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(message).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  private Run check(String mode, String... options) throws IOException {
    Path policy =
        Files.writeString(
            directory.resolve("p.yaml"),
            "{apiVersion: bedplate.dev/v1alpha1, kind: BaseImagePolicy, metadata: {name: p},"
                + " spec: {mode: "
                + mode
                + "}}");
    var words = new ArrayList<>(List.of("check", "-p", policy.toString()));
    words.addAll(List.of("-f", manifests.toString()));
    words.addAll(List.of(options));
    return Run.of(words.toArray(String[]::new));
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static Element suite(String xml) throws Exception {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    Schema schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(ReportFilesTest.class.getResource("/junit/junit-10.xsd"));
    schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(bytes)));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(bytes));
    return (Element) document.getElementsByTagName("testsuite").item(0);
  }
}
