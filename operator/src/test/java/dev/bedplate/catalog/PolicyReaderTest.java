package dev.bedplate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.catalog.PolicyReader.Document.Broken;
import dev.bedplate.catalog.PolicyReader.Document.PolicyDocument;
import dev.bedplate.image.ImageReference.InvalidReference;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class PolicyReaderTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      value = {
        "{mode: Loud, rules: {age: {maxDays: 1}}} ~ spec.mode: 'Loud' is not one of Audit, Warn, Enforce",
        "{rules: {}} ~ spec.rules: at least one rule is required",
        "{mode: Audit} ~ spec.rules: is required",
        "{rules: {libcs: {}}} ~ spec.rules.libcs: unknown field; did you mean 'libc'?",
        "{rules: {libc: {deny: [Msl]}}} ~ spec.rules.libc.deny[0]: 'Msl' is not one of",
        "{rules: {libc: {deny: [Unknown]}}} ~ spec.rules.libc.deny[0]: Unknown is no libc",
        "{rules: {libc: {deny: [Musl], foreignBinaries: Deny}}} ~ spec.rules.libc.foreignBinaries: Deny is not in force yet",
        "{rules: {libc: {foreignBinaries: Deny}}} ~ spec.rules.libc.foreignBinaries: Deny is not in force yet",
        "{rules: {libc: {foreignBinaries: Allow}}} ~ spec.rules.libc: allow or deny is required",
        "{rules: {tools: {busybox: Allow, shells: Allow}}} ~ spec.rules: at least one rule is required; Allow",
        "{rules: {packages: {manager: Allow}}} ~ spec.rules: at least one rule is required; Allow",
        "{rules: {baseImages: {require: None}}} ~ spec.rules: at least one rule is required; Allow",
        "{rules: {expressions: [{expression: 'facts.nope'}]}} ~ spec.rules.expressions[0].expression: does not compile: undefined field 'nope'",
        "{rules: {libc: {}}} ~ spec.rules.libc: allow or deny is required",
        "{rules: {distributions: {allow: [{id: debian, versions: '>=twelve'}]}}} ~ spec.rules.distributions.allow[0].versions: '>=twelve' is not a version range",
        "{rules: {distributions: {allow: [{versions: '1'}]}}} ~ spec.rules.distributions.allow[0].id: is required",
        "{rules: {size: {maxCompressed: 100MB}}} ~ spec.rules.size.maxCompressed: '100MB' is not a quantity",
        "{rules: {size: {}}} ~ spec.rules.size: at least one limit is required",
        "{rules: {age: {maxDays: many}}} ~ spec.rules.age.maxDays: a whole number is expected, not 'many'",
        "{rules: {age: {maxDays: 0}}} ~ spec.rules.age.maxDays: 0 is not between 1 and 36500",
        "{rules: {age: {maxDays: 1}}, match: {images: ['']}} ~ spec.match.images[0]: must not be empty",
        "{rules: {age: {maxDays: 1}}, enforceAfter: soon} ~ spec.enforceAfter: 'soon' is not a time",
        "{rules: {lifecycle: {deny: [Rolling]}}} ~ spec.rules.lifecycle.deny[0]: Rolling cannot be denied",
        "{rules: {expressions: [{expression: 'facts.a =='}]}} ~ spec.rules.expressions[0].expression: does not compile",
        "{rules: {expressions: [{expression: '1 + 1'}]}} ~ spec.rules.expressions[0].expression: must be true or false, not int",
        "{rules: {expressions: [{expression: 'fact.a'}]}} ~ spec.rules.expressions[0].expression: does not compile",
        "{rules: [1]} ~ spec.rules: an object is expected, not a list"
      })
  void whatIsWrongIsNamedWithItsField(String spec, String error) {
    assertThat(errors("BaseImagePolicy", spec)).anySatisfy(it -> assertThat(it).startsWith(error));
  }

  @Test
  void anExceptionNeedsPoliciesJustificationAndExpiry() {
    assertThat(errors("BaseImageException", "{reasons: [LibcDenied]}"))
        .containsExactly(
            "spec.policies: at least one policy is required",
            "spec.justification: is required",
            "spec.expires: is required");
  }

  @Test
  void S_31_a_document_that_throws_is_broken_alone() {
    for (Throwable thrown : List.of(new IllegalStateException("boom"), new StackOverflowError())) {
      var spec =
          new AbstractMap<String, Object>() {
            @Override
            public Set<Map.Entry<String, Object>> entrySet() {
              PolicyReaderTest.<RuntimeException>sneaky(thrown);
              return Set.of();
            }
          };
      Map<String, Object> document =
          Map.of(
              "apiVersion",
              "bedplate.dev/v1alpha1",
              "kind",
              "BaseImagePolicy",
              "metadata",
              Map.of("name", "faulty"),
              "spec",
              spec);
      assertThat(((Broken) PolicyReader.read(document)).errors())
          .extracting(FieldError::toString)
          .singleElement()
          .asString()
          .startsWith("spec: cannot be read: internal error")
          .contains(thrown.getClass().getSimpleName());
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void allErrorsAreListed() {
    assertThat(
            errors("BaseImagePolicy", "{rules: {age: {maxDays: -1}, size: {maxAdded: big}}, x: 1}"))
        .hasSizeGreaterThanOrEqualTo(1)
        .anyMatch(it -> it.startsWith("spec.x"));
  }

  @Test
  void foreignBinariesMayBeAllowedAsTheyAre() {
    assertThat(read("BaseImagePolicy", "{rules: {libc: {deny: [Musl], foreignBinaries: Allow}}}"))
        .isInstanceOf(PolicyDocument.class);
  }

  @Test
  void baseCandidatesAreTheReferencesWithoutWildcards() {
    PolicyDocument document =
        (PolicyDocument)
            read(
                "BaseImagePolicy",
                "{rules: {baseImages: {allow: ['r.example/b:2', 'r.example/**', 'r.example/a:1']}}}");
    assertThat(
            new Catalog(List.of(document.policy()), List.of())
                .baseCandidates(it -> new InvalidReference(it, "test")))
        .extracting(it -> it.original())
        .containsExactly("r.example/a:1", "r.example/b:2");
  }

  private static List<String> errors(String kind, String spec) {
    return ((Broken) read(kind, spec)).errors().stream().map(FieldError::toString).toList();
  }

  private static PolicyReader.Document read(String kind, String spec) {
    String text =
        "{apiVersion: bedplate.dev/v1alpha1, kind: %s, metadata: {name: p}, spec: %s}"
            .formatted(kind, spec);
    Object document = new Load(LoadSettings.builder().build()).loadFromString(text);
    return PolicyReader.read((Map<?, ?>) document);
  }
}
