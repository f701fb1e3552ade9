package dev.bedplate.workload.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What streams of documents hold. The right answers are those of kubectl 1.36 ({@code kubectl
 * annotate --local -o json -f FILE}); where it refuses or silently reads over a document, the
 * document is read here, since reading more is never a pass.
 */
class ManifestStreamTest {
  private static final String JSON = "{\"apiVersion\":\"v1\",\"kind\":\"A\",\"metadata\":{}}";
  private static final String DOC = "apiVersion: v1\nkind: A\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        // one value after another, as kubectl writes and reads them
        "JSON\\nJSON ~ 2",
        "JSON JSON JSON ~ 3",
        "JSONJSON ~ 2",
        "DOC---\\nJSON\\n ~ 2",
        // kubectl reads over the last of these
        "DOC---\\nJSON\\nJSON ~ 3",
        "JSON\\nDOC ~ 2",
        "JSONDOC ~ 2",
        "JSON\\n# comment\\nDOC ~ 2",
        "JSON # comment\\n ~ 1",
        "JSON # comment\\nJSON ~ 2",
        "JSON\\uFEFFJSON ~ 2",
        "\\uFEFFJSON\\uFEFFJSON ~ 2",
        "JSON\\n\\uFEFFJSON\\n ~ 2",
        // kubectl refuses these
        "JSONJSON\\nDOC ~ 3",
        "JSON\\n---\\nDOC ~ 2",
        "{apiVersion: v1, kind: A}\\n{apiVersion: v1, kind: B}\\n ~ 2",
        "--- {apiVersion: v1, kind: A}\\n--- # c\\nDOC ~ 2",
        "%YAML 1.2\\n---\\nDOC ~ 1",
        // braces and quotes inside values end nothing
        "{\"apiVersion\":\"v1\",\"kind\":\"}{\\\\\"}\",\"a\":[{}]}{\"apiVersion\":\"v1\",\"kind\":\"A\"} ~ 2",
        "{apiVersion: v1, kind: it's} # }\\n{apiVersion: v1, kind: '}'} ~ 2",
        "# comment\\nJSON\\n ~ 1",
        "DOC...\\nDOC ~ 2",
        "---\\n---\\n# nothing\\n---\\nDOC---\\n ~ 1",
        "apiVersion: v1\\nkind: A\\ntext: |\\n  a\\n  ---\\n  b\\n ~ 1"
      })
  void everyValueOfAStreamIsRead(String text, int objects) throws IOException {
    String stream =
        text.strip()
            .replace("\\\\", "\u0000")
            .replace("\\n", "\n")
            .replace("\\uFEFF", "\uFEFF")
            .replace("\u0000", "\\")
            .replace("JSON", JSON)
            .replace("DOC", DOC);
    var read = new Parts(stream, StandardCharsets.UTF_8);
    assertThat(read.errors).isEmpty();
    assertThat(read.objects).hasSize(objects);
  }

  @ParameterizedTest
  @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkSaysWhatTextItIs(String charset) throws IOException {
    String stream = "\uFEFF" + DOC + "name: é\n---\n" + DOC;
    var read = new Parts(stream, Charset.forName(charset));
    assertThat(read.objects).hasSize(2);
    assertThat(read.objects.getFirst().text("name")).isEqualTo("é");
    assertThat(read.notes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {DOC, JSON, "---\n" + DOC, "---\n" + JSON, "# comment\n" + DOC})
  void aByteOrderMarkMayStandBeforeAnyDocument(String document) throws IOException {
    String text = "\uFEFF" + document + "\n---\n\uFEFF" + document + "\n\uFEFF---\n" + document;
    var read = new Parts(text, StandardCharsets.UTF_8);
    assertThat(read.errors).isEmpty();
    assertThat(read.objects).hasSize(3);
  }

  @Test
  void theLastOfSeveralValuesCountsAndIsTold() throws IOException {
    var read =
        new Parts(
            "apiVersion: v1\nkind: A\nmetadata: {name: b}\nmetadata:\n  name: c\n  name: d\n",
            StandardCharsets.UTF_8);
    assertThat(read.objects.getFirst().object().get("metadata")).isEqualTo(Map.of("name", "d"));
    assertThat(read.notes)
        .containsExactly(
            "f.yaml: document 1, line 6: the key \"name\" is there twice",
            "f.yaml: document 1, line 4: the key \"metadata\" is there twice");
    assertThat(read.objects.getFirst().error("metadata.name", "x").source().line()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a: 0\\n<<: *x ~ {a=1, b=1}",
        "<<: *x\\na: 0 ~ {a=0, b=1}",
        "<<: [*x, *y] ~ {a=1, b=1, c=2}",
        "<<: [*y, *x] ~ {a=2, b=1, c=2}",
        "a: 0\\n<<: [*x, *y] ~ {a=1, b=1, c=2}",
        "a: 0\\n<<: [] ~ {a=0}",
        "a: 0\\n<<: {a: 5} ~ {a=5}",
        "a: 0\\n<<: [{a: 5}, *y] ~ {a=5, c=2}",
        "a: 0\\n!!merge <<: *x ~ {a=1, b=1}",
        "a: 0\\n!!str <<: v ~ {<<=v, a=0}",
        "a: 0\\n\"<<\": v ~ {<<=v, a=0}",
        "a: null\\n<<: *x ~ {a=1, b=1}",
        "<<: *x\\na: null ~ {b=1}",
        "<<: {<<: *x, a: 2, d: 2}\\na: 0 ~ {a=0, b=1, d=2}",
      })
  void aMergeKeyCountsWhereItStands(String text, String expected) throws IOException {
    var read = new Parts(merging(text), StandardCharsets.UTF_8);
    assertThat(new TreeMap<>(read.only("m"))).hasToString(expected);
    assertThat(read.notes).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "<<: *x\\n<<: *y ~ <<:8 ~ {a=2, b=1, c=2}",
        "<<: *y\\n<<: *x ~ <<:8 ~ {a=1, b=1, c=2}",
        "<<: *x\\na: 0\\n<<: *y ~ <<:9 ~ {a=2, b=1, c=2}",
        "a: 0\\n<<: *x\\na: 9 ~ a:9 ~ {a=9, b=1}",
        "<<: {a: 1, a: 2} ~ a:7 ~ {a=2}",
        "<<: *x\\nb: 7\\nb: 8 ~ b:9 ~ {a=1, b=8}"
      })
  void whatIsThereTwiceIsToldBesideMergeKeysToo(String text, String told, String expected)
      throws IOException {
    var read = new Parts(merging(text), StandardCharsets.UTF_8);
    assertThat(new TreeMap<>(read.only("m"))).hasToString(expected);
    List<String> keyAndLine = List.of(told.split(":", -1));
    assertThat(read.notes)
        .containsExactly(
            "f.yaml: document 1, line %s: the key \"%s\" is there twice"
                .formatted(keyAndLine.getLast(), keyAndLine.getFirst()));
  }

  private static String merging(String text) {
    String fields = text.replace("\\n", "\n  ");
    return DOC + "x: &x {a: 1, b: 1}\ny: &y {a: 2, c: 2}\nz: 0\nm:\n  " + fields + "\n";
  }

  @Test
  void binaryIsTheTextThatItEncodes() throws IOException {
    String text = DOC + "m: {a: !!binary aGVsbG8=}\nb: !!binary |\n  aGVs\n  bG8=\n";
    var read = new Parts(text, StandardCharsets.UTF_8);
    assertThat(read.only("m")).hasToString("{a=hello}");
    assertThat(read.objects.getFirst().text("b")).isEqualTo("hello");
    var broken = new Parts(DOC + "m: !!binary a$$\n", StandardCharsets.UTF_8);
    assertThat(broken.errors).singleElement().asString().contains("line 3: not a value of type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"# %s\n", "a: %s\n", "a: \"%s\"\n", "a: '%s'\n", "a: |\n  %s\n", "a: >\n  %s\n"})
  void oneLineTakesTimeThatGrowsAsItDoes(String form) throws IOException {
    String text = DOC + form.formatted("x".repeat(5_000_000));
    var read = assertTimeout(Duration.ofSeconds(8), () -> new Parts(text, StandardCharsets.UTF_8));
    assertThat(read.objects).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"v1 ConfigMap", "v1 Secret", "apiextensions.k8s.io/v1 CustomResourceDefinition"})
  void ofWhatRunsNothingTheTypeIsKept(String type) throws IOException {
    List<String> words = List.of(type.split(" ", -1));
    String head =
        "apiVersion: %s\nkind: %s\nmetadata: {name: m}\n"
            .formatted(words.getFirst(), words.getLast());
    String data = "data: &d {a: [b, {c: d}], <<: {e: f}}\nx: *d\n";
    String list = "apiVersion: v1\nkind: List\nitems:\n- " + (head + data).indent(2).strip() + "\n";
    var read =
        new Parts(head + data + "---\n" + list + "---\n" + DOC + data, StandardCharsets.UTF_8);
    assertThat(read.errors).isEmpty();
    assertThat(read.objects).hasSize(3);
    for (ManifestDocument object : read.objects.subList(0, 2)) {
      assertThat(object.object()).containsOnlyKeys("apiVersion", "kind", "metadata");
    }
    assertThat(read.objects.getLast().object()).containsKeys("data", "x");
    var broken = new Parts(head + "data: {a: {b: *c}}\n", StandardCharsets.UTF_8);
    assertThat(broken.errors).singleElement().asString().contains("the alias *c names nothing");
  }

  @Test
  void anEmptyLastValueIsNone() throws IOException {
    var read =
        new Parts("apiVersion: v1\nkind: A\nb: 1\nc: {x: y}\nb:\nd: 2\n", StandardCharsets.UTF_8);
    assertThat(read.objects.getFirst().object()).doesNotContainKey("b");
    assertThat(read.objects.getFirst().error("c.x", "").source().line()).isEqualTo(4);
    assertThat(read.objects.getFirst().error("d", "").source().line()).isEqualTo(6);
  }

  @Test
  void ofABrokenDocumentNothingIsReadAllTheSame() throws IOException {
    var read =
        new Parts(DOC + "a: 1\na: 2\nb: [\n---\n" + DOC + "c: 1\nc: 2\n", StandardCharsets.UTF_8);
    assertThat(read.errors).hasSize(1);
    assertThat(read.notes)
        .containsExactly("f.yaml: document 2, line 10: the key \"c\" is there twice");
  }

  @Test
  void bytesThatAreNoTextAreReplacedAndTold() throws IOException {
    var read = new Parts(DOC + "---\n" + DOC + "name: é\n", StandardCharsets.ISO_8859_1);
    assertThat(read.objects.get(1).text("name")).isEqualTo("\uFFFD");
    assertThat(read.notes).containsExactly("f.yaml: document 2, line 6: not UTF-8 text");
  }

  @Test
  void whatIsBrokenHidesNoDocument() throws IOException {
    var read =
        new Parts(
            DOC + "---\na: [\n---\n" + DOC + "---\n" + DOC + "b: \"\n---\n" + DOC,
            StandardCharsets.UTF_8);
    assertThat(read.objects).hasSize(3);
    assertThat(read.errors)
        .hasSize(2)
        .anyMatch(it -> it.startsWith("f.yaml: document 2, line 4: "))
        .anyMatch(it -> it.startsWith("f.yaml: document 4, line 11: "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: \"b\\nc: d\\ne: f\\n|line 1: while scanning a quoted scalar",
        "a: [1,\\n2\\nb: 3\\n|line 3: while parsing a flow sequence that begins in line 1, expected",
        "a: {\\n|line 1: ",
        "a: b\\n\\n\\n- c\\n|line 4: "
      })
  void errorsAreTold_whereTheyAre(String text, String expected) throws IOException {
    var read = new Parts(text.replace("\\n", "\n"), StandardCharsets.UTF_8);
    assertThat(read.errors).singleElement().asString().contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a: b\\n{{- if .x }}\\nc: d\\n{{ end }}\\n~true",
        "a:\\n  b: {{ .Values.b }}\\n~true",
        "a: \"{{ .b }}\"\\nc: [\\n~false",
        "a: |-\\n  {{ x }}\\nb: \"\\n~false",
        "# {{ a comment }}\\nb: [\\n~false",
        "a: b\\n: - c: {{{\\n~true",
        "a: \"{{ include \"x\" . }}\"\\nb: c\\n~true",
        "a: '{{ .x }}'\\nb: c\\n d: e\\n~false"
      })
  void aTemplateIsNamedWhereItIsTheCause(String text, boolean named) throws IOException {
    var read = new Parts(text.replace("\\n", "\n"), StandardCharsets.UTF_8);
    assertThat(read.errors.getFirst().contains("helm template")).isEqualTo(named);
  }

  /** Everything that a stream held. */
  private static final class Parts {
    private final List<ManifestDocument> objects = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Parts(String text, Charset charset) throws IOException {
      var in = new ByteArrayInputStream(text.getBytes(charset));
      ManifestReader.read("f.yaml", in, this::add);
    }

    Map<?, ?> only(String field) {
      assertThat(errors).isEmpty();
      assertThat(objects).hasSize(1);
      return (Map<?, ?>) Objects.requireNonNull(objects.getFirst().object().get(field));
    }

    private void add(ManifestPart part) {
      switch (part) {
        case ManifestPart.Held(ManifestDocument object) -> objects.add(object);
        case ManifestPart.Foreign(ManifestError why, boolean certain) -> errors.add(why.message());
        case ManifestPart.Broken(ManifestError error) -> errors.add(error.message());
        case ManifestPart.Lenient(ManifestError note) -> notes.add(note.message());
      }
    }
  }
}
