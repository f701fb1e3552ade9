package dev.bedplate.source.registry;

import static dev.bedplate.source.registry.Reader.BLOBS;
import static dev.bedplate.source.registry.Reader.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.bedplate.image.Digest;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Keychain;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobResumptionTest {
  private static final int SIZE = 300_000;

  private final byte[] bytes = new byte[SIZE];
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private TestRegistry registry;
  private Reader reader;
  private Digest digest;

  @BeforeEach
  void start() throws IOException {
    new Random(3).nextBytes(bytes);
    registry = TestRegistry.start();
    reader = new Reader(registry, Keychain.ANONYMOUS);
    digest = registry.blob("team/app", bytes);
  }

  @AfterEach
  void stop() {
    reader.close();
    registry.close();
  }

  /** Sends the bytes from {@code first} to before {@code end}, and hangs up where more were due. */
  private boolean send(HttpExchange exchange, int status, int first, int end) throws IOException {
    exchange.sendResponseHeaders(status, SIZE - first);
    exchange.getResponseBody().write(bytes, first, end - first);
    exchange.getResponseBody().flush();
    if (end < SIZE) {
      pause();
    }
    return true;
  }

  /** A connection that is reset takes what its reader has not fetched yet with it. */
  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String range(HttpExchange exchange) {
    String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
    ranges.add(range);
    return range;
  }

  private static int first(String range) {
    return Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
  }

  private boolean part(HttpExchange exchange, int first, int end) throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%d".formatted(first, SIZE - 1, SIZE));
    return send(exchange, 206, first, end);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, SIZE / 2, SIZE - 1})
  void whatBrokeOffGoesOnWhereItBrokeOff(int at) throws IOException {
    registry.misbehave(
        BLOBS,
        (exchange, times) -> {
          String range = range(exchange);
          return times == 0
              ? send(exchange, 200, 0, at)
              : range.equals("null") ? false : part(exchange, first(range), SIZE);
        });

    assertThat(reader.streamed(digest, SIZE)).isEqualTo(bytes);
    assertThat(ranges).hasSize(2).first().isEqualTo("null");
    // What had arrived when the connection broke is for the JDK to say.
    assertThat(ranges.get(1).equals("null") ? 0 : first(ranges.get(1))).isBetween(0, at);
  }

  @Test
  void threeTimesAreEnoughAndAFourthIsNotTried() throws IOException {
    registry.misbehave(
        BLOBS,
        (exchange, times) -> {
          String range = range(exchange);
          int first = range.equals("null") ? 0 : first(range);
          int end = first + (times < 3 ? SIZE / 10 : SIZE - first);
          return first == 0 ? send(exchange, 200, 0, end) : part(exchange, first, end);
        });
    assertThat(reader.streamed(digest, SIZE)).isEqualTo(bytes);
    assertThat(ranges).hasSize(4);

    registry.forgetRequests();
    registry.misbehave(BLOBS, (exchange, times) -> send(exchange, 200, 0, 1000));
    assertFails(
        UndecidedReason.RegistryUnavailable,
        " of 300000 bytes, although it was asked for again",
        () -> reader.streamed(digest, SIZE));
    assertThat(registry.requests()).hasSize(4);
  }

  @Test
  void aRegistryThatKnowsNoRangesIsAskedForAllOfIt() throws IOException {
    registry.misbehave(BLOBS, (exchange, times) -> times == 0 && send(exchange, 200, 0, SIZE / 2));

    assertThat(reader.streamed(digest, SIZE)).isEqualTo(bytes);
    assertThat(registry.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 0-299999/300000",
        "bytes 299999-299999/300000",
        "bytes FIRST-299999/400000",
        "bytes FIRST-300000/300000",
        "bytes */300000",
        "nonsense",
        ""
      })
  void anotherPartThanTheOneThatWasAskedForIsNotTaken(String contentRange) throws IOException {
    registry.misbehave(
        BLOBS,
        (exchange, times) -> {
          String range = range(exchange);
          if (times == 0) {
            return send(exchange, 200, 0, SIZE / 2);
          }
          if (range.equals("null")) {
            return false;
          }
          if (!contentRange.isEmpty()) {
            String first = String.valueOf(first(range));
            exchange
                .getResponseHeaders()
                .set("Content-Range", contentRange.replace("FIRST", first));
          }
          return send(exchange, 206, 1, SIZE);
        });

    assertThat(reader.streamed(digest, SIZE)).isEqualTo(bytes);
    assertThat(ranges).hasSize(3).first().isEqualTo("null");
    assertThat(ranges).last().isEqualTo("null");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 405, 410, 416, 501, 505})
  void aRefusedRangeIsFollowedByTheWhole(int status) throws IOException {
    registry.misbehave(
        BLOBS,
        (exchange, times) -> {
          boolean ranged = !range(exchange).equals("null");
          return times == 0
              ? send(exchange, 200, 0, SIZE / 2)
              : ranged && TestRegistry.answer(exchange, status, "");
        });

    assertThat(reader.streamed(digest, SIZE)).isEqualTo(bytes);
  }

  @Test
  void aRangeIsAskedForWhereARegistryRedirectsToToo() throws IOException {
    try (TestRegistry storage = TestRegistry.start()) {
      storage.misbehave(
          "/data",
          (exchange, times) -> {
            String range = range(exchange);
            return times == 0
                ? send(exchange, 200, 0, SIZE / 3)
                : part(exchange, first(range), SIZE);
          });
      registry.misbehave(
          BLOBS, Misbehaviours.redirect("http://" + storage.authority() + "/data?s=a|b"));

      assertThat(reader.streamed(digest, SIZE)).isEqualTo(bytes);
      assertThat(ranges).hasSize(2).last().asString().startsWith("bytes=");
    }
  }

  @Test
  void aConnectionThatSendsNothingIsGivenUpInTime() throws Exception {
    var over = new CountDownLatch(1);
    try (var hasty = new Reader(registry, Keychain.ANONYMOUS, Duration.ofSeconds(6))) {
      registry.misbehave(
          BLOBS,
          (exchange, times) -> {
            String range = range(exchange);
            if (times > 0) {
              return !range.equals("null") && part(exchange, first(range), SIZE);
            }
            send(exchange, 200, 0, SIZE / 2);
            return await(over);
          });

      assertThat(hasty.streamed(digest, SIZE)).isEqualTo(bytes);
      assertThat(ranges).containsExactly("null", "bytes=" + SIZE / 2 + "-");
    } finally {
      over.countDown();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Test
  void passingFailuresInBetweenAreWaitedFor() throws IOException {
    registry.misbehave(
        BLOBS,
        (exchange, times) ->
            switch (times) {
              case 0 -> send(exchange, 200, 0, SIZE / 2);
              case 1 -> TestRegistry.answer(exchange, 503, "");
              default -> false;
            });

    assertThat(reader.streamed(digest, SIZE)).isEqualTo(bytes);
  }

  @Test
  void aBlobThatIsGoneMeanwhileIsNotFound() throws IOException {
    registry.misbehave(
        BLOBS,
        (exchange, times) ->
            times == 0 ? send(exchange, 200, 0, SIZE / 2) : TestRegistry.answer(exchange, 404, ""));

    assertFails(UndecidedReason.ImageNotFound, "no such blob", () -> reader.streamed(digest, SIZE));
    assertThat(registry.requests()).hasSize(3);
  }
}
