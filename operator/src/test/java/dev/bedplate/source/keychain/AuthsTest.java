package dev.bedplate.source.keychain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.json.Json;
import dev.bedplate.json.JsonReader;
import dev.bedplate.source.Credential;
import dev.bedplate.source.ReferenceParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthsTest {
  private final List<String> warnings = new ArrayList<>();

  private Optional<String> userFor(String image, String... keys) throws IOException {
    String entries =
        List.of(keys).stream()
            .map(key -> "\"%s\": {\"username\": \"%s\", \"password\": \"p\"}".formatted(key, key))
            .collect(Collectors.joining(", ", "{", "}"));
    var auths =
        new Auths(
            "here",
            Json.fields(JsonReader.read(entries.getBytes(StandardCharsets.UTF_8))),
            warnings::add);
    return auths.find((RegistryReference) ReferenceParser.parse(image)).map(Credential::username);
  }

  @ParameterizedTest
  @CsvSource({
    "r.example, r.example/app, true",
    "https://r.example, r.example/app, true",
    "https://r.example/v1/, r.example/app, true",
    "R.Example, r.example/app, true",
    "r.example/team, r.example/team/app, true",
    "r.example/team/app, r.example/team/app, true",
    "r.example:5000, r.example:5000/app, true",
    "docker.io, nginx, true",
    "r.example, r.example.evil/app, false",
    "r.example, evil-r.example/app, false",
    "r.example, a.r.example/app, false",
    "a.r.example, r.example/app, false",
    "r.example, r.example:5000/app, false",
    "r.example:5000, r.example/app, false",
    "r.example:443, r.example/app, false",
    "r.example/team, r.example/teams/app, false",
    "r.example/team, r.example/other/team/app, false",
    "r.example/team, r.example/app, false",
    "evil.example/r.example, r.example/app, false",
    "r.example@evil.example, r.example/app, false",
    "evil.example#r.example, r.example/app, false",
    "r.example, docker.io/r.example/app, false",
    "docker.io, docker.io.example/nginx, false",
    "index.docker.io.example, nginx, false"
  })
  void S_10_a_credential_is_for_its_host_and_path_alone(String key, String image, boolean found)
      throws IOException {
    assertThat(userFor(image, key)).isEqualTo(found ? Optional.of(key) : Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "*.example, r.example/app, true",
    "*.example/team, r.example/team/app, true",
    "*.dkr.*.aws.example, 1.dkr.eu.aws.example/app, true",
    "r-?.example, r-1.example/app, true",
    "r*t.example:5000, registry-west.example:5000/app, true",
    "*.*, r.example/app, true",
    "*.example, example/app, false",
    "*.example, a.b.example/app, false",
    "*.example, r.example.evil/app, false",
    "*.example, r.example:5000/app, false",
    "*.example:5000, r.example/app, false",
    "r.example:*, r.example:5000/app, false",
    "*, r.example/app, false",
    "*.example/team, r.example/teams/app, false",
    "r.example/*, r.example/team/app, false",
    "[a-z].example, r.example/app, false",
    "r.exampl?, r.examp/app, false"
  })
  void S_10_a_wildcard_stays_in_its_part_of_the_host(String key, String image, boolean found)
      throws IOException {
    assertThat(userFor(image, key)).isEqualTo(found ? Optional.of(key) : Optional.empty());
  }

  @Test
  void the_very_host_counts_before_wildcards_and_the_longest_path_first() throws IOException {
    String image = "r.example/a/b/app";

    assertThat(userFor(image, "r.example", "r.example/a/b", "r.example/a", "*.example/a/b/app"))
        .contains("r.example/a/b");
    assertThat(userFor(image, "*.example", "*.example/a", "r.example/x")).contains("*.example/a");
  }

  @Test
  void S_21_many_stars_take_no_time() throws IOException {
    String label = "a".repeat(60);

    assertThat(userFor(label + ".example/app", "*a".repeat(5000) + "b.example")).isEmpty();
    assertThat(userFor(label + ".example/app", "*a".repeat(59) + "*.example")).isPresent();
  }

  @Test
  void S_13_a_helper_that_a_secret_names_is_never_asked() {
    String config =
        """
        {"credsStore": "x", "credHelpers": {"r.example": "x"}, "auths": {"r.example": {}}}""";
    var secret =
        new PullSecret(
            PullSecretReader.JSON, Map.of(".dockerconfigjson", PullSecretsTest.base64(config)));

    assertThat(PullSecretReader.read("here", secret, warnings::add))
        .isInstanceOfSatisfying(
            Lookup.Found.class,
            found ->
                assertThat(
                        ((Auths) found.value())
                            .find((RegistryReference) ReferenceParser.parse("r.example/app")))
                    .isEmpty());
    assertThat(warnings).isEmpty();
  }
}
