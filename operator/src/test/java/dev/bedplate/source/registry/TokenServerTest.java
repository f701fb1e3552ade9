package dev.bedplate.source.registry;

import static dev.bedplate.source.registry.Reader.ADA;
import static dev.bedplate.source.registry.Reader.OCI;
import static dev.bedplate.source.registry.Reader.assertFails;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Digest;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Credential;
import dev.bedplate.source.Keychain;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenServerTest {
  private static final String TOKEN = "{\"token\":\"T\"}";
  private static final Keychain IDENTITY = _ -> Optional.of(Credential.identityToken("I"));

  private TestRegistry registry;
  private TestRegistry tokens;
  private Reader reader;
  private Digest digest;

  @BeforeEach
  void start() throws IOException {
    registry = TestRegistry.start();
    tokens = TestRegistry.start();
    reader = new Reader(registry, ADA);
    digest = registry.manifest("team/app", "1", OCI, "{\"schemaVersion\":2}".getBytes(UTF_8));
    challenge("realm=\"" + realm("/t") + "\",service=\"s\"");
    tokens.misbehave("/", Misbehaviours.json(TOKEN));
  }

  @AfterEach
  void stop() {
    reader.close();
    registry.close();
    tokens.close();
  }

  private String realm(String path) {
    return "http://" + tokens.authority() + path;
  }

  private void challenge(String parameters) {
    registry.misbehave("/v2/", Misbehaviours.unless("Bearer T", "Bearer " + parameters));
  }

  /** The first {@code times} answers are {@code first}, the others a token. */
  private void answerAfter(int count, TestRegistry.Misbehaviour first) {
    tokens.misbehave(
        "/t",
        (exchange, times) ->
            times < count
                ? first.handle(exchange, times)
                : Misbehaviours.json(TOKEN).handle(exchange, times));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void passingFailuresAreRetried(int status) throws IOException {
    answerAfter(2, Misbehaviours.status(status));

    assertThat(reader.resolve()).isEqualTo(digest);
    assertThat(tokens.requests()).hasSize(3);
  }

  @Test
  void brokenConnectionsAreRetried() throws IOException {
    answerAfter(
        1,
        (exchange, times) -> {
          exchange.close();
          return true;
        });
    assertThat(reader.resolve()).isEqualTo(digest);
  }

  @Test
  void anAnswerThatBreaksOffIsAskedForAgain() throws IOException {
    answerAfter(1, Misbehaviours.shortBody(200, TOKEN.getBytes(UTF_8), 9));

    assertThat(reader.resolve()).isEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404})
  void aRefusalIsFinal(int status) {
    answerAfter(1, Misbehaviours.status(status));

    assertFails(
        UndecidedReason.Unauthorized, "it refuses the user \"ada\"", () -> reader.resolve());
    assertThat(tokens.requests()).hasSize(1);
  }

  @Test
  void whoServesManyIsToldWhenToComeBack() {
    answerAfter(1, Misbehaviours.retryAfter(429, "7", 1));

    try (Reader hurried = new Reader(registry, ADA, false)) {
      assertFails(
          UndecidedReason.RegistryThrottled,
          "the token server " + tokens.authority() + " answered 429",
          () -> hurried.resolve());
    }
    assertThat(tokens.requests()).hasSize(1);
  }

  @Test
  void aServerThatStaysAwayIsUnavailable() {
    answerAfter(99, Misbehaviours.status(503));

    assertFails(UndecidedReason.RegistryUnavailable, "answered 503", () -> reader.resolve());
    assertThat(tokens.requests()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectionsAreFollowedWithTheCredentialOnTheSameServer(int status) throws IOException {
    tokens.misbehave(
        "/t",
        (exchange, times) -> {
          exchange.getResponseHeaders().set("Location", "/moved|here?x=1");
          return TestRegistry.answer(exchange, status, "");
        });

    assertThat(reader.resolve()).isEqualTo(digest);
    assertThat(tokens.requests())
        .last()
        .isEqualTo(
            new TestRegistry.Request(
                "GET", "/moved|here", "x=1", Misbehaviours.basicHeader("ada", "secret")));
  }

  @Test
  void S_08_theCredentialDoesNotFollowToAnotherServer() throws IOException {
    try (TestRegistry other = TestRegistry.start()) {
      other.misbehave("/", Misbehaviours.json(TOKEN));
      tokens.misbehave("/t", Misbehaviours.redirect("http://" + other.authority() + "/t2"));

      assertThat(reader.resolve()).isEqualTo(digest);
      assertThat(other.requests()).singleElement().extracting("authorization").isEqualTo("");
    }
  }

  @Test
  void S_08_anIdentityTokenDoesNotFollowToAnotherServer() throws IOException {
    try (TestRegistry other = TestRegistry.start();
        Reader identified = new Reader(registry, IDENTITY)) {
      tokens.misbehave("/t", Misbehaviours.redirect("http://" + other.authority() + "/t2"));

      assertFails(
          UndecidedReason.RegistryUnavailable,
          "another server than the one that the identity token is for",
          () -> identified.resolve());
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void anIdentityTokenIsPostedAgainWhereItsServerRedirectsItself() throws IOException {
    tokens.misbehave("/t", Misbehaviours.redirect("/t2"));
    tokens.misbehave(
        "/t2",
        (exchange, times) ->
            new String(exchange.getRequestBody().readAllBytes(), UTF_8).endsWith("&refresh_token=I")
                && Misbehaviours.json(TOKEN).handle(exchange, times));

    try (Reader identified = new Reader(registry, IDENTITY)) {
      assertThat(identified.resolve()).isEqualTo(digest);
    }
    assertThat(tokens.lines()).containsExactly("POST /t", "POST /t2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/t",
        "http://10.0.0.1/t",
        "http://192.168.1.1/t",
        "http://[fd00::1]/t",
        "http://localhost:1/t",
        "ftp://example.com/t",
        "http://u@example.com/t"
      })
  void S_09_aRedirectionToWhereNoRealmMayBeIsRefused(String location) {
    tokens.misbehave("/t", Misbehaviours.redirect(location));

    assertFails(UndecidedReason.RegistryUnavailable, "redirects to", () -> reader.resolve());
  }

  @Test
  void redirectionsEnd() {
    tokens.misbehave("/t", Misbehaviours.redirect("/t"));

    assertFails(UndecidedReason.RegistryUnavailable, "more than 5 times", () -> reader.resolve());
    assertThat(tokens.requests()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"token\":\"T\"}",
        "{\"access_token\":\"T\",\"expires_in\":300}",
        "{\"token\":\"T\",\"access_token\":\"\"}",
        "{\"access_token\":\"\",\"token\":\"T\"}",
        "{\"access_token\":\"T\",\"token\":\"\"}",
        "{\"token\":\"\",\"access_token\":\"T\"}",
        "{\"token\":null,\"access_token\":\"T\"}",
        "{\"access_token\":\"T\",\"token\":null}",
        "{\"access_token\":\"T\",\"token\":\"T\"}",
        "{\"token\":\"T\",\"expires_in\":\"3600\"}",
        "{\"token\":\"T\",\"expires_in\":3599.5}",
        "{\"token\":\"T\",\"expires_in\":1e99}",
        "{\"token\":\"T\",\"expires_in\":-5}",
        "{\"token\":\"T\",\"expires_in\":null,\"issued_at\":\"x\"}",
        "{\"scope\":{\"token\":\"WRONG\"},\"list\":[{\"access_token\":\"X\"}],\"token\":\"T\"}"
      })
  void theTokenIsTheOneThatIsNotEmpty(String answer) throws IOException {
    tokens.misbehave("/t", Misbehaviours.json(answer));

    assertThat(reader.resolve()).isEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"token\":\"\"}",
        "{\"token\":7}",
        "[]",
        "",
        "{\"token\":\"a b\"}",
        "{\"t"
      })
  void anAnswerWithoutATokenIsNamed(String answer) {
    tokens.misbehave("/t", Misbehaviours.json(answer));

    assertFails(
        UndecidedReason.RegistryUnavailable,
        "the token server " + tokens.authority() + " answered with",
        () -> reader.resolve());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "repository:other/app:pull scope=repository%3Aother%2Fapp%3Apull",
        "repository:team/app:pull,push scope=repository%3Ateam%2Fapp%3Apull%2Cpush",
        "a:b:c_d:e:f scope=a%3Ab%3Ac&scope=d%3Ae%3Af",
        "_ scope=repository%3Ateam%2Fapp%3Apull"
      })
  void theScopeIsTheOneOfTheChallenge(String scope, String asked) throws IOException {
    challenge(
        "realm=\"%s\",service=\"s\",scope=\"%s\"".formatted(realm("/t"), scope.replace('_', ' ')));

    assertThat(reader.resolve()).isEqualTo(digest);
    assertThat(tokens.requests())
        .singleElement()
        .extracting("query")
        .isEqualTo("service=s&" + asked);
    long before = registry.requests().size();
    assertThat(reader.resolve()).isEqualTo(digest);
    assertThat(registry.requests()).hasSize((int) before + 1);
    assertThat(tokens.requests()).hasSize(1);
  }

  @Test
  void aScopeIsNotUsedForAnotherRepository() throws IOException {
    registry.manifest("team/other", "1", OCI, "{}".getBytes(UTF_8));
    for (String repository : List.of("app", "other")) {
      registry.misbehave(
          "/v2/team/" + repository,
          Misbehaviours.unless(
              "Bearer T",
              "Bearer realm=\"%s\",scope=\"repository:mapped/%s:pull\""
                  .formatted(realm("/t"), repository)));
    }
    registry.misbehave(
        "/v2/team/other",
        Misbehaviours.unless(
            "Bearer T2",
            "Bearer realm=\"%s\",scope=\"repository:mapped/other:pull\"".formatted(realm("/t"))));
    tokens.misbehave(
        "/t",
        (exchange, times) ->
            exchange.getRequestURI().getQuery().equals("scope=repository:mapped/other:pull")
                ? Misbehaviours.json("{\"token\":\"T2\"}").handle(exchange, times)
                : Misbehaviours.json(TOKEN).handle(exchange, times));

    assertThat(reader.resolve()).isEqualTo(digest);
    assertThat(reader.resolve("team/other")).isNotEqualTo(digest);
    assertThat(tokens.requests())
        .extracting("query")
        .containsExactly(
            "scope=repository%3Amapped%2Fapp%3Apull",
            "scope=repository%3Ateam%2Fother%3Apull", "scope=repository%3Amapped%2Fother%3Apull");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/t?service=my_registry /t service=my%20registry&scope=repository%3Ateam%2Fapp%3Apull",
        "/t|{x} /t|{x} scope=repository%3Ateam%2Fapp%3Apull",
        "/t?account=a&b=c,d /t account=a&b=c,d&scope=repository%3Ateam%2Fapp%3Apull"
      })
  void aRealmIsEscapedWhereOnlyThatIsMissing(String realm, String path, String query)
      throws IOException {
    challenge("realm=\"" + realm(realm.replace('_', ' ')) + "\"");

    assertThat(reader.resolve()).isEqualTo(digest);
    assertThat(tokens.requests())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.path()).isEqualTo(path);
              assertThat(it.query()).isEqualTo(query);
            });
  }

  @Test
  void aRegistryTokenIsSentAsItIs() throws IOException {
    Keychain keychain = _ -> Optional.of(Credential.registryToken("T"));
    try (Reader bearer = new Reader(registry, keychain)) {
      assertThat(bearer.resolve()).isEqualTo(digest);
    }
    assertThat(tokens.requests()).isEmpty();
  }

  @Test
  void aRegistryTokenAnswersNoBasicChallenge() {
    registry.misbehave("/v2/", Misbehaviours.basic("", "T"));
    try (Reader bearer = new Reader(registry, _ -> Optional.of(Credential.registryToken("T")))) {
      assertFails(UndecidedReason.Unauthorized, "401", () -> bearer.resolve());
    }
    assertThat(registry.requests()).allSatisfy(it -> assertThat(it.authorization()).isEmpty());
  }
}
