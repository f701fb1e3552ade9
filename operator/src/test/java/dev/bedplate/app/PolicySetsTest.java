package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.cli.PolicySet;
import dev.bedplate.inspect.distribution.LifecycleResource;
import dev.bedplate.policy.PolicyEngine;
import dev.bedplate.workload.manifest.ManifestFile;
import dev.bedplate.workload.manifest.ManifestReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    PolicySet set =
        PolicySets.compile(
            read.documents(),
            new Catalog(List.of(), List.of()),
            new PolicyEngine(LifecycleResource.load()::lifecycle),
            compiled -> {});
    return ((PolicySet.Ready) set).notes();
  }
}
