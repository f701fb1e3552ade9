package dev.bedplate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory depends on the largest object of the input, not on how much input there is. */
class LargeFilesTest {
  private static final String POLICY =
      "{apiVersion: bedplate.dev/v1alpha1, kind: BaseImagePolicy, metadata: {name: p},"
          + " spec: {mode: Enforce}}";
  @TempDir Path directory;

  @Test
  void listsAndDefinitionsOfManyMegabytesAreJudged() throws Exception {
    for (int i = 0; i < 4; i++) {
      write("crd-" + i + ".yaml", "", LargeFilesTest::definition, 30_000, "");
    }
    write(
        "pods.json",
        "{\"apiVersion\": \"v1\", \"items\": [\n",
        LargeFilesTest::podOfList,
        4_000,
        "], \"kind\": \"List\"}");
    write("maps.yaml", "apiVersion: v1\nitems:\n", LargeFilesTest::map, 6_000, "kind: List\n");
    Result result = check();
    assertThat(result.text()).contains("4001 workloads: 4000 compliant, 1 violating");
    assertThat(result.text()).contains("6000 ConfigMap", "4 CustomResourceDefinition");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void anObjectBeyondAllBoundsIsOneLineAndNoOutOfMemory() throws Exception {
    write(
        "a.yaml",
        "apiVersion: x.example/v1\nkind: Widget\ndata:\n",
        i -> "  k" + i + ": v\n",
        900_000,
        "");
    write(
        "b.yaml",
        "apiVersion: v1\nkind: ConfigMap\nx: \"",
        i -> "text text text text\\\n",
        600_000,
        "\"\n");
    write(
        "d.yaml",
        "apiVersion: v1\nkind: ConfigMap\ndata:\n",
        i -> "  k" + i + ": some text\n",
        900_000,
        "");
    // No Kubernetes object, however large.
    write("c.json", "{\"data\": [0\n", i -> ",[" + i + "]\n", 900_000, "]}");
    Result result = check();
    assertThat(result.text().lines().filter(it -> it.startsWith("bedplate: ")))
        .hasSize(2)
        .anyMatch(
            it ->
                it.contains(
                    "a.yaml: document 1, line 1: one object with more than 400000 keys and values"))
        .anyMatch(
            it -> it.contains("b.yaml: document 1, line ") && it.contains("larger than 8388608"));
    assertThat(result.text()).contains("1 violating", "1 file without any Kubernetes object");
    assertThat(result.code()).isEqualTo(2);
  }

  private record Result(int code, String text) {}

  private Result check() throws IOException, InterruptedException {
    Path policy =
        Files.writeString(
            Files.createDirectories(directory.resolve("p")).resolve("p.yaml"), POLICY);
    write("z.yaml", "", i -> pod("alpine"), 1, "");
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx96m"));
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(SmallHeap.class.getName(), "check", "-p", policy.toString()));
    command.addAll(List.of("-f", directory.resolve("m").toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    String end = text.length() > 4_000 ? text.substring(text.length() - 4_000) : text;
    return new Result(code, end);
  }

  private void write(String name, String head, IntFunction<String> part, int times, String tail)
      throws IOException {
    Path file = Files.createDirectories(directory.resolve("m")).resolve(name);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(head);
      for (int i = 0; i < times; i++) {
        out.write(part.apply(i));
      }
      out.write(tail);
    }
  }

  private static String definition(int i) {
    return i == 0
        ? "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n"
        : "  p" + i + ": {description: what this property is about, type: string}\n";
  }

  private static String podOfList(int i) {
    return (i == 0 ? "" : ",") + pod("debian").replace("\"p\"", "\"p" + i + "\"");
  }

  private static String pod(String image) {
    return """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [
          {"name": "a", "image": "%s"}]}, "status": {"text": "%s"}}
        """
        .formatted(image, "x".repeat(5_000));
  }

  private static String map(int i) {
    return "- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: m%d}\n  data:\n    text: |\n"
            .formatted(i)
        + ("      " + "line of text ".repeat(8) + "\n").repeat(50);
  }
}
