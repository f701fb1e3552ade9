package dev.bedplate.source.registry;

import static dev.bedplate.source.registry.Reader.MANIFESTS;
import static dev.bedplate.source.registry.Reader.OCI;
import static dev.bedplate.source.registry.Reader.assertFails;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Digest;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Keychain;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A HEAD saves a transfer; what it cannot tell, GET decides. */
class HeadTest {
  private TestRegistry registry;
  private Reader reader;
  private Digest digest;

  @BeforeEach
  void start() throws IOException {
    registry = TestRegistry.start();
    reader = new Reader(registry, Keychain.ANONYMOUS);
    digest = registry.manifest("team/app", "1", OCI, "{\"schemaVersion\":2}".getBytes(UTF_8));
  }

  @AfterEach
  void stop() {
    reader.close();
    registry.close();
  }

  private static TestRegistry.Misbehaviour head(TestRegistry.Misbehaviour misbehaviour) {
    return (exchange, times) ->
        exchange.getRequestMethod().equals("HEAD") && misbehaviour.handle(exchange, times);
  }

  private List<String> methods() {
    return registry.requests().stream().map(TestRegistry.Request::method).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 400, 402, 403, 404, 405, 406, 410, 415, 418, 500, 501, 502, 503})
  void aHeadThatFailsIsFollowedByAGet(int status) throws IOException {
    registry.misbehave(MANIFESTS, head(Misbehaviours.status(status)));

    assertThat(reader.resolve()).isEqualTo(digest);
    assertThat(methods()).startsWith("HEAD").endsWith("GET").doesNotHaveDuplicates();
  }

  @Test
  void aHeadWhoseConnectionBreaksIsFollowedByAGet() throws IOException {
    registry.misbehave(
        MANIFESTS,
        head(
            (exchange, times) -> {
              exchange.close();
              return true;
            }));

    assertThat(reader.resolve()).isEqualTo(digest);
  }

  @Test
  void whatGetSaysCounts() {
    registry.misbehave(
        MANIFESTS,
        (exchange, times) ->
            TestRegistry.answer(
                exchange, exchange.getRequestMethod().equals("HEAD") ? 403 : 404, ""));

    assertFails(UndecidedReason.ImageNotFound, "no such image", () -> reader.resolve());
  }

  @Test
  void aRefusalOrARequestToSlowDownIsNotAskedTwice() {
    registry.misbehave(MANIFESTS, head(Misbehaviours.status(401)));
    assertFails(UndecidedReason.Unauthorized, "401", () -> reader.resolve());
    assertThat(methods()).containsExactly("HEAD");

    registry.forgetRequests();
    registry.misbehave(MANIFESTS, head(Misbehaviours.retryAfter(503, "3600", 9)));
    assertFails(UndecidedReason.RegistryThrottled, "come back later", () -> reader.resolve());
    assertThat(methods()).containsExactly("HEAD");
  }

  @Test
  void aMirrorThatLacksTheImageCostsTheRegistryNoGet() throws IOException {
    try (TestRegistry mirror = TestRegistry.start();
        RegistrySource source = RegistrySourceTest.source(mirrored(mirror))) {
      assertThat(source.resolve(reader.image(), reader.access())).isEqualTo(digest);
      assertThat(mirror.lines()).hasSize(2);
      assertThat(methods()).containsExactly("HEAD");
    }
  }

  private RegistryConfiguration mirrored(TestRegistry mirror) {
    return new RegistryConfiguration(
        Map.of(
            registry.authority(),
            new RegistryConfiguration.Host(List.of(mirror.authority()), null, false, null, 8, 0)));
  }
}
