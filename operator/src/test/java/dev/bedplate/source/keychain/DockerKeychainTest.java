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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  private static final String ECHO =
      "read server\necho \"{\\\"Username\\\":\\\"$1 $server\\\",\\\"Secret\\\":\\\"s\\\"}\"";

  private Map<String, String> path() {
    return Map.of(
        "DOCKER_CONFIG", directory.toString(), "PATH", directory + ":/usr/bin:/bin:relative");
  }

  private Optional<Credential> findWithPath(String config, String image) throws IOException {
    Files.writeString(directory.resolve("config.json"), config);
    return ask(path(), image);
  }

  private Path program(String name, String body) throws IOException {
    Path program = directory.resolve("docker-credential-" + name);
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

  private Optional<Credential> entry(String entry) throws IOException {
    return find("{\"auths\": {\"r.example\": {%s}}}".formatted(entry), "r.example/x");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aRegistryTokenCountsBeforeEverythingElse() throws IOException {
    String others = ", \"identitytoken\": \"i\", \"auth\": \"%s\"".formatted(base64("u:p"));

    assertThat(entry("\"registrytoken\": \"r\"" + others)).contains(Credential.registryToken("r"));
    assertThat(entry("\"registrytoken\": \"\"" + others)).contains(Credential.identityToken("i"));
  }

  @Test
  void whatAuthHoldsCountsBeforeUsernameAndPassword() throws IOException {
    String named = "\"username\": \"v\", \"password\": \"q\", ";

    assertThat(entry(named + "\"auth\": \"%s\"".formatted(base64("u:p"))))
        .contains(new Credential("u", "p"));
    assertThat(entry(named + "\"auth\": \"\"")).contains(new Credential("v", "q"));
    assertThat(entry(named + "\"auth\": \"?\"")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\n", "\\r\\n", "\\r", "\\n\\n"})
  void lineBreaksInBase64MeanNothing(String lineBreak) throws IOException {
    String text = base64("user:a long password that is wrapped");
    String wrapped =
        text.substring(0, 3) + lineBreak + text.substring(3, 20) + lineBreak + text.substring(20);

    assertThat(entry("\"auth\": \"%s\"".formatted(wrapped + lineBreak)))
        .contains(new Credential("user", "a long password that is wrapped"));
    assertThat(warnings).isEmpty();
  }

  @Test
  void otherCharactersInBase64AreNotPassedOver() throws IOException {
    String text = base64("user:password");

    assertThat(entry("\"auth\": \"%s %s\"".formatted(text.substring(0, 4), text.substring(4))))
        .isEmpty();
    assertThat(warnings).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'u:p\0', p",
    "'u:p\0\0\0', p",
    "'u:\0p\0', p",
    "'u:a\0b', 'a\0b'",
    "'u:p\n', 'p\n'",
    "'u: p ', ' p '",
    "'u:a:b:c', a:b:c"
  })
  void zeroBytesAroundAPasswordMeanNothing(String pair, String password) throws IOException {
    assertThat(entry("\"auth\": \"%s\"".formatted(base64(pair.translateEscapes()))))
        .contains(new Credential("u", password.translateEscapes()));
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
    Path program = program("x", "touch \"$0.ran\"");

    findWithPath("{\"credsStore\": \"/../../%s\"}".formatted(program), "r.example/x");
    findWithPath("{\"credsStore\": \"x y\"}", "r.example/x");
    assertThat(warnings).hasSize(2).allMatch(text -> text.contains("not a program name"));
    assertThat(directory.resolve("docker-credential-x.ran")).doesNotExist();
  }

  @Test
  void theStoreIsAskedForTheServerAsDockerNamesIt() throws IOException {
    program("x", ECHO);
    String store = "{\"credsStore\": \"x\"}";

    assertThat(findWithPath(store, "r.example:5000/x"))
        .contains(new Credential("get r.example:5000", "s"));
    assertThat(findWithPath(store, "nginx"))
        .contains(new Credential("get https://index.docker.io/v1/", "s"));
    assertThat(warnings).isEmpty();
  }

  @Test
  void theHelperOfAHostIsAskedInPlaceOfTheStore() throws IOException {
    program("own", ECHO);
    program("x", "exit 1");
    String config = "{\"credHelpers\": {\"https://r.example\": \"own\"}, \"credsStore\": \"x\"}";

    assertThat(findWithPath(config, "r.example/x")).contains(new Credential("get r.example", "s"));
    assertThat(findWithPath(config, "s.example/x")).isEmpty();
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("docker-credential-x", "s.example", "code 1");
  }

  @Test
  void aHelperSeesTheEnvironment() throws IOException {
    program("x", "echo \"{\\\"Username\\\":\\\"$HELPED\\\",\\\"Secret\\\":\\\"s\\\"}\"");
    Files.writeString(directory.resolve("config.json"), "{\"credsStore\": \"x\"}");
    var environment = new HashMap<>(path());
    environment.put("HELPED", "me");

    assertThat(ask(environment, "r.example/x")).contains(new Credential("me", "s"));
  }

  @Test
  void aServerThatAHelperDoesNotKnowIsNoFailure() throws IOException {
    program("x", "echo credentials not found in native keychain; exit 1");
    String config =
        "{\"credsStore\": \"x\", \"auths\": {\"r.example\": %s}}".formatted(auth("u:p"));

    assertThat(findWithPath(config, "r.example/x")).contains(new Credential("u", "p"));
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "echo 'topsecret'                            | is not JSON",
        "true                                        | names no user",
        "echo '[\"topsecret\"]'                      | names no user",
        "echo '{\"Username\":\"u\"}'                 | names no user",
        "echo topsecret; exit 3                      | code 3",
        "yes topsecret                               | said too much",
        "kill -9 $$                                  | code 137"
      })
  void whatAHelperGetsWrongIsReportedWithoutItsWords(String body, String problem)
      throws IOException {
    program("x", body);

    assertThat(findWithPath("{\"credsStore\": \"x\"}", "r.example/x")).isEmpty();
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("docker-credential-x: no credential for r.example", problem)
        .doesNotContain("topsecret");
  }

  @Test
  void aHelperThatHangsIsEndedWithItsChildren() throws IOException {
    program("x", "sleep 600 & echo $! > \"$0.child\"; echo $$ > \"$0.pid\"; wait");
    var helper = new CredentialHelper("x", path(), Duration.ofSeconds(2), warnings::add);

    assertThat(helper.ask("r.example")).isEmpty();
    assertThat(warnings).singleElement().asString().contains("no answer within 2 s");
    assertThat(directory.resolve("docker-credential-x.pid")).exists();
    for (String kind : List.of("pid", "child")) {
      Path file = directory.resolve("docker-credential-x." + kind);
      ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
          .ifPresent(process -> process.onExit().orTimeout(20, TimeUnit.SECONDS).join());
    }
  }
}
