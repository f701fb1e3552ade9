package dev.bedplate.source.keychain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.source.Credential;
import dev.bedplate.source.ReferenceParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerKeychainTest {
  @TempDir Path directory;
  private final List<String> warnings = new ArrayList<>();

  private Optional<Credential> find(String config, String image) throws IOException {
    Files.writeString(directory.resolve("config.json"), config);
    return ask(Map.of("DOCKER_CONFIG", directory.toString()), image);
  }

  private Optional<Credential> ask(Map<String, String> environment, String image) {
    var keychain = new DockerKeychain(environment, warnings::add, Clock.systemUTC());
    return keychain.credential((RegistryReference) ReferenceParser.parse(image));
  }

  private static String auth(String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return "{\"auth\": \"" + Base64.getEncoder().encodeToString(bytes) + "\"}";
  }

  private Path program(String body) throws IOException {
    Path program = directory.resolve("docker-credential-x");
    Files.writeString(program, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program;
  }

  @Test
  void theLongestPathWinsAndNoNeighbourIsTaken() throws IOException {
    String config =
        "{\"auths\": {\"r.example\": %s, \"https://r.example/team/\": %s, \"r.example/te\": %s}}"
            .formatted(auth("host:1"), auth("team:2:3"), auth("wrong:4"));

    assertThat(find(config, "r.example/team/app")).contains(new Credential("team", "2:3"));
    assertThat(find(config, "r.example/teams/app")).contains(new Credential("host", "1"));
    assertThat(find(config, "r.example:5000/team/app")).isEmpty();
    assertThat(find(config, "other.example/app")).isEmpty();
  }

  @Test
  void aPathIsNoCredentialForItsWholeHost() throws IOException {
    assertThat(find("{\"auths\": {\"r.example/team\": %s}}".formatted(auth("u:p")), "r.example/x"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://index.docker.io/v1/", "docker.io", "registry-1.docker.io"})
  void dockerHubHasManyNames(String name) throws IOException {
    assertThat(find("{\"auths\": {\"%s\": %s}}".formatted(name, auth("u:p")), "nginx"))
        .contains(new Credential("u", "p"));
  }

  @Test
  void anIdentityTokenIsARefreshToken() throws IOException {
    assertThat(find("{\"auths\": {\"r.example\": {\"identitytoken\": \"t\"}}}", "r.example/x"))
        .contains(new Credential("<token>", "t"));
  }

  @Test
  void aBrokenFileIsReportedWithoutItsContent() throws IOException {
    assertThat(find("{\"auths\": secret", "r.example/x")).isEmpty();
    assertThat(find("{\"auths\": {\"r.example\": {\"auth\": \"??\"}}}", "r.example/x")).isEmpty();
    assertThat(warnings).hasSize(2).noneMatch(text -> text.contains("secret"));
  }

  @Test
  void withoutAFileThereIsNoCredential() {
    assertThat(ask(Map.of("HOME", directory.toString()), "r.example/x")).isEmpty();
    assertThat(ask(Map.of(), "r.example/x")).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void podmansFileIsReadToo() throws IOException {
    Path file = Files.createDirectories(directory.resolve("containers")).resolve("auth.json");
    Files.writeString(file, "{\"auths\": {\"r.example\": %s}}".formatted(auth("u:p")));

    assertThat(ask(Map.of("XDG_RUNTIME_DIR", directory.toString()), "r.example/x"))
        .contains(new Credential("u", "p"));
  }

  @Test
  void aMissingHelperIsReportedAndPassedOver() throws IOException {
    String config =
        "{\"credsStore\": \"not-there\", \"auths\": {\"r.example\": %s}}".formatted(auth("u:p"));

    assertThat(find(config, "r.example/x")).contains(new Credential("u", "p"));
    assertThat(warnings).singleElement().asString().contains("docker-credential-not-there");
  }

  @Test
  void aHelperThatIsNoProgramNameIsNotRun() throws IOException {
    Path program = program("touch \"$0.ran\"");

    find("{\"credsStore\": \"/../../%s\"}".formatted(program), "r.example/x");
    assertThat(warnings).singleElement().asString().contains("not a program name");
    assertThat(directory.resolve("docker-credential-x.ran")).doesNotExist();
  }

  @Test
  void aHelperIsAskedForItsHost() throws IOException {
    Path program =
        program(
            "read server\necho \"{\\\"Username\\\":\\\"$server\\\",\\\"Secret\\\":\\\"s\\\"}\"");
    var helper = new CredentialHelper(program, Map.of(), warnings::add);

    assertThat(helper.ask("r.example")).contains(new Credential("r.example", "s"));
    assertThat(warnings).isEmpty();
  }
}
