package dev.bedplate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code -p} names is read, or it is told that it is not. */
class PolicyFilesTest {
  @TempDir Path directory;
  private Path folder;

  @BeforeEach
  void folder() throws IOException {
    folder = Files.createDirectories(directory.resolve("p"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "templates/a.yaml",
        "charts/a.yml",
        "crds/a.json",
        "named.yaml",
        "kustomization.yml",
        "UPPER.YAML",
        ".hidden/a.yaml"
      })
  void everyFileIsReadWhateverItIsPartOf(String name) throws IOException {
    write("Chart.yaml", "apiVersion: v2\nname: n\n");
    write("kustomization.yaml", "resources: [named.yaml]\n");
    write(name, policy("a"));
    Run run = check("--ignore", "*.yaml", "--ignore", "**/a.*");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("warning: " + folder.resolve("Chart.yaml"))
        .contains("warning: " + folder.resolve("kustomization.yaml"));
  }

  @Test
  void whatCannotBeReadIsAnErrorAlthoughItIsATemplate() throws IOException {
    write("a.yaml", policy("a"));
    write("Chart.yaml", "apiVersion: v2\nname: n\n");
    write("templates/b.yaml", "a: {{ .b }}\n{{ if }}\n");
    assertThat(check().err()).contains("templates/b.yaml: document 1, line 1");
    assertThat(check().code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "apiVersion: v1\\nkind: ConfigMap ~ line 1: ConfigMap of v1 is no policy",
        "a: b ~ line 1: not a Kubernetes object",
        "kind: BaseImagePolicy ~ line 1: apiVersion: must be there",
        "POLICY bedplat.dev/v1alpha1 BaseImagePolicy ~ did you mean BaseImagePolicy of bedplate.dev/v1alpha1?",
        "POLICY bedplat.dev/v1alpha1 BaseImagePolice ~ did you mean BaseImagePolicy of bedplate.dev/v1alpha1?",
        "POLICY v1 BaseImageException ~ did you mean BaseImageException of bedplate.dev/v1alpha1?"
      })
  void whatIsNoPolicyBesideOthersIsTold(String text, String told) throws IOException {
    write("a.yaml", policy("a"));
    List<String> type = List.of(text.split(" ", -1));
    write(
        "b.yaml",
        text.startsWith("POLICY ")
            ? policy("b")
                .replace("bedplate.dev/v1alpha1", type.get(1))
                .replace("BaseImagePolicy", type.get(2))
            : text.replace("\\n", "\n"));
    Run run = check();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("bedplate: warning: " + folder.resolve("b.yaml"))
        .contains(told);
  }

  @ParameterizedTest
  @CsvSource({
    "a.yam, true", "a.ymal, true", "a.yaml.bak, true", "a.YML~, true", "a.jsn, true",
    "README.md, false", "a.xml, false", "policy, false", "a.txt, false", ".gitignore, false"
  })
  void namesThatAreNearlyRightAreTold(String name, boolean told) throws IOException {
    write("z.yaml", policy("z"));
    write(name, policy("a"));
    Run run = check();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().contains("warning: " + folder.resolve(name) + ": is not read"))
        .isEqualTo(told);
  }

  @Test
  void eachPlaceMustHoldSomething() throws IOException {
    write("z.yaml", policy("z"));
    Path empty = Files.createDirectories(directory.resolve("empty"));
    Run run = check("-p", empty.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("warning: " + empty + ": no policy and no exception in it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-p - -f -", "-f - -f -", "-p - -p -"})
  void theInputIsReadOnce(String options) throws IOException {
    write("z.yaml", policy("z"));
    Run run = check(options.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("bedplate: the standard input (-) can be read once only\n");
  }

  @Test
  void aNameStandsForOnePolicy() throws IOException {
    Path first = write("a.yaml", policy("same"));
    Path second = write("b.yaml", policy("other") + "---\n" + policy("same"));
    Run run = check();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(second + ": document 2, line 8: metadata.name: another BaseImagePolicy")
        .contains("(" + first + ":1)");
    Files.delete(second);
    assertThat(check("-p", first.toString()).code()).as("the same file").isEqualTo(1);
  }

  private Run check(String... more) {
    var arguments = new ArrayList<>(List.of("check", "-p", folder.toString(), "alpine"));
    arguments.addAll(List.of(more));
    return Run.with("", false, 100, Map.of(), arguments.toArray(String[]::new));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String policy(String name) {
    return """
    apiVersion: bedplate.dev/v1alpha1
    kind: BaseImagePolicy
    metadata: {name: %s}
    spec: {mode: Enforce}
    """
        .formatted(name);
  }
}
