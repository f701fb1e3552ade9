package dev.bedplate.source.registry;

import static dev.bedplate.source.registry.Reader.ADA;
import static dev.bedplate.source.registry.Reader.OCI;
import static dev.bedplate.source.registry.Reader.assertFails;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.bedplate.image.Digest;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Keychain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries that tell anonymous readers nothing about what they hold. */
class HiddenRepositoriesTest {
  private static final String ADAS = Misbehaviours.basicHeader("ada", "secret");

  private TestRegistry registry;
  private Digest digest;

  @BeforeEach
  void start() throws IOException {
    registry = TestRegistry.start();
    digest = registry.manifest("team/app", "1", OCI, "{\"schemaVersion\":2}".getBytes(UTF_8));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  /** Answers anonymous readers of a repository with {@code status} and says nothing more. */
  private void hide(int status, String authorization) {
    registry.misbehave(
        "/v2/team",
        (exchange, times) ->
            !authorization.equals(authorization(exchange))
                && TestRegistry.answer(exchange, status, ""));
  }

  private static String authorization(HttpExchange exchange) {
    return String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private long askedRoot() {
    return registry.requests().stream().filter(it -> it.path().equals("/v2/")).count();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void theRootOfTheApiSaysWhatIsAskedFor(int status) throws IOException {
    hide(status, ADAS);
    registry.misbehave("/v2/", Misbehaviours.basic("ada", "secret"));

    try (Reader reader = new Reader(registry, ADA)) {
      assertThat(reader.resolve()).isEqualTo(digest);
      assertThat(reader.resolve()).isEqualTo(digest);
    }
    assertThat(askedRoot()).isEqualTo(1);
    assertThat(registry.requests())
        .filteredOn(it -> it.path().equals("/v2/"))
        .allSatisfy(it -> assertThat(it.authorization()).isEmpty());
  }

  @Test
  void theTokenIsForTheRepositoryAndNotForAnExample() throws IOException {
    hide(404, "Bearer T");
    registry.misbehave(
        "/v2/",
        Misbehaviours.unless(
            "never",
            "Bearer realm=\"http://%s/t\",service=\"s\",scope=\"repository:user/image:pull\""
                .formatted(registry.authority())));
    registry.misbehave("/t", Misbehaviours.json("{\"token\":\"T\"}"));

    try (Reader reader = new Reader(registry, ADA)) {
      assertThat(reader.resolve()).isEqualTo(digest);
    }
    assertThat(registry.requests())
        .filteredOn(it -> it.path().equals("/t"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.query()).isEqualTo("service=s&scope=repository%3Ateam%2Fapp%3Apull");
              assertThat(it.authorization()).isEqualTo(ADAS);
            });
  }

  @Test
  void withoutACredentialNothingMoreIsAsked() {
    hide(404, ADAS);
    registry.misbehave("/v2/", Misbehaviours.basic("ada", "secret"));

    try (Reader reader = new Reader(registry, Keychain.ANONYMOUS)) {
      assertFails(UndecidedReason.ImageNotFound, "no such image", () -> reader.resolve());
    }
    assertThat(askedRoot()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404})
  void aRegistryThatHidesNothingIsAskedOnce(int status) {
    hide(404, "nobody's");
    registry.misbehave("/v2/", Misbehaviours.status(status));

    try (Reader reader = new Reader(registry, ADA)) {
      assertFails(UndecidedReason.ImageNotFound, "no such image", () -> reader.resolve());
      assertFails(UndecidedReason.ImageNotFound, "no such image", () -> reader.resolve());
    }
    assertThat(askedRoot()).isEqualTo(1);
  }

  @Test
  void whatCannotBeFoundOutIsNotTakenForNotThere() throws IOException {
    hide(404, ADAS);
    registry.misbehave("/v2/", Misbehaviours.status(503));
    try (Reader reader = new Reader(registry, ADA)) {
      assertFails(UndecidedReason.RegistryUnavailable, "503", () -> reader.resolve());

      registry.misbehave("/v2/", Misbehaviours.basic("ada", "secret"));
      assertThat(reader.resolve()).isEqualTo(digest);
    }
  }

  @Test
  void parallelReadersAskOnceAndAllGetIn() throws Exception {
    hide(404, ADAS);
    registry.misbehave("/v2/", Misbehaviours.basic("ada", "secret"));

    try (Reader reader = new Reader(registry, ADA);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Digest>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(reader::resolve);
      }
      for (Future<Digest> answer : threads.invokeAll(calls)) {
        assertThat(answer.get()).isEqualTo(digest);
      }
    }
    assertThat(askedRoot()).isEqualTo(1);
  }

  @Test
  void S_08_aRootElsewhereRevealsNothing() throws IOException {
    hide(404, ADAS);
    try (TestRegistry other = TestRegistry.start();
        Reader reader = new Reader(registry, ADA)) {
      other.misbehave("/", Misbehaviours.basic("ada", "secret"));
      registry.misbehave("/v2/", Misbehaviours.redirect("http://" + other.authority() + "/v2/"));

      assertFails(UndecidedReason.ImageNotFound, "no such image", () -> reader.resolve());
      assertThat(other.requests()).allSatisfy(it -> assertThat(it.authorization()).isEmpty());
    }
    assertThat(registry.requests()).allSatisfy(it -> assertThat(it.authorization()).isEmpty());
  }
}
