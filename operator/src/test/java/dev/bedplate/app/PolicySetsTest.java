package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.cli.PolicySet;
import dev.bedplate.inspect.distribution.LifecycleResource;
import dev.bedplate.policy.PolicyEngine;
import dev.bedplate.workload.manifest.ManifestError;
import dev.bedplate.workload.manifest.ManifestFile;
import dev.bedplate.workload.manifest.ManifestReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicySetsTest {
  private static final String POLICY =
      """
      apiVersion: bedplate.dev/v1alpha1
      kind: BaseImagePolicy
      metadata: {name: no-musl}
      spec: {rules: {libc: {deny: [Musl]}}}
      """;

  @Test
  void an_exception_for_a_policy_that_nobody_has_is_told() throws IOException {
    assertThat(notes(POLICY + "---\n" + exception("[no-musl, nobody, another]")))
        .containsExactly(
            "BaseImageException moving: no policy another, nobody is in force here, so there is"
                + " nothing to except");
    assertThat(notes(POLICY + "---\n" + exception("[no-musl]"))).isEmpty();
  }

  @Test
  void an_exception_that_has_expired_or_names_a_reason_that_nobody_gives_is_told()
      throws IOException {
    String expired = exception("[no-musl]").replace("2027", "2026");
    assertThat(notes(POLICY + "---\n" + expired))
        .containsExactly(
            "BaseImageException moving: expired at 2026-01-01T00:00:00Z, so it excepts nothing");
    String other =
        exception("[no-musl]").replace("spec: {", "spec: {reasons: [LibcDenied, ImageTooOld], ");
    assertThat(notes(POLICY + "---\n" + other))
        .containsExactly(
            "BaseImageException moving: no policy that it is for has a rule that gives"
                + " ImageTooOld");
  }

  @Test
  void all_errors_of_a_policy_are_told_at_once() throws IOException {
    String text =
        """
        apiVersion: bedplate.dev/v1alpha1
        kind: BaseImagePolicy
        metadata: {}
        spec:
          mode: Enforced
          matsch: {}
          rules:
            distributions: {allow: [{id: debian, versions: ">>12"}]}
            size: {maxCompressed: 100Mega}
            expressions:
            - {expression: "facts.config.usr != ''", message: m}
            - {expression: "facts.", message: m}
        """;
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    ManifestFile.Documents read = (ManifestFile.Documents) ManifestReader.read("p.yaml", in);
    assertThat(compile(read))
        .isInstanceOfSatisfying(
            PolicySet.Rejected.class,
            it ->
                assertThat(it.errors())
                    .extracting(ManifestError::field)
                    .contains(
                        "metadata.name",
                        "spec.mode",
                        "spec.matsch",
                        "spec.rules.distributions.allow[0].versions",
                        "spec.rules.size.maxCompressed",
                        "spec.rules.expressions[0].expression",
                        "spec.rules.expressions[1].expression"));
    assertThat(((PolicySet.Rejected) compile(read)).errors())
        .anyMatch(it -> it.message().contains("did you mean 'user'?"));
  }

  private static String exception(String policies) {
    return """
        apiVersion: bedplate.dev/v1alpha1
        kind: BaseImageException
        metadata: {name: moving}
        spec: {policies: %s, justification: moving, expires: 2027-01-01T00:00:00Z}
        """
        .formatted(policies);
  }

  private static List<String> notes(String text) throws IOException {
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    ManifestFile.Documents read = (ManifestFile.Documents) ManifestReader.read("p.yaml", in);
    return ((PolicySet.Ready) compile(read)).notes();
  }

  private static PolicySet compile(ManifestFile.Documents read) {
    return PolicySets.compile(
        read.documents(),
        new Catalog(List.of(), List.of()),
        new PolicyEngine(LifecycleResource.load()::lifecycle),
        Instant.parse("2026-11-28T00:00:00Z"),
        compiled -> {});
  }
}
