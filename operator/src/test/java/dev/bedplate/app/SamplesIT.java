package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.cluster.ApiServer;
import dev.bedplate.cluster.WithApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real API server takes every sample as it is written. */
@WithApiServer
class SamplesIT {
  private static final Pattern KIND = Pattern.compile("(?m)^kind: (\\w+)$");
  private static final Pattern NAMESPACE = Pattern.compile("(?m)^  namespace: (\\w+)$");

  @BeforeAll
  static void define(ApiServer server) throws IOException {
    server.applyDefinitions();
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(SamplesTest.SAMPLES)) {
      return files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void is_accepted_with_every_field(Path file, ApiServer server) throws IOException {
    var api = new Api(server.admin());
    for (String document : Files.readString(file).split("(?m)^---\n", -1)) {
      Api.Answer answer = api.post(path(document), document);
      boolean there = document.contains("kind: Namespace") && answer.status() == 409;
      assertThat(there || answer.status() == 201).as(answer.body()).isTrue();
      assertThat(answer.warnings()).isEmpty();
    }
  }

  /** Later objects need their namespace; nothing else stays. */
  private static String path(String document) {
    String kind = found(KIND, document, "");
    String namespace = found(NAMESPACE, document, "default");
    return switch (kind) {
      case "Namespace" -> "/api/v1/namespaces?fieldValidation=Strict";
      case "BaseImagePolicy" -> dryRun("/apis/bedplate.dev/v1alpha1/baseimagepolicies");
      case "BaseImageException" -> dryRun("/apis/bedplate.dev/v1alpha1/baseimageexceptions");
      default -> dryRun(Kinds.valueOf(kind).in(namespace));
    };
  }

  private static String dryRun(String path) {
    return path + "?fieldValidation=Strict&dryRun=All";
  }

  private static String found(Pattern pattern, String document, String otherwise) {
    Matcher matcher = pattern.matcher(document);
    return matcher.find() ? matcher.group(1) : otherwise;
  }
}
