package dev.bedplate.source.registry;

import com.sun.net.httpserver.HttpExchange;
import dev.bedplate.source.registry.TestRegistry.Misbehaviour;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;

/** The ways in which a {@link TestRegistry} can go wrong. */
public final class Misbehaviours {
  private static final int CHUNK = 8 * 1024;

  private Misbehaviours() {}

  /** Answers {@code status} always. */
  public static Misbehaviour status(int status) {
    return (exchange, times) -> TestRegistry.answer(exchange, status, "no");
  }

  /** Answers {@code status} the first {@code count} times. */
  public static Misbehaviour status(int status, int count) {
    return (exchange, times) -> times < count && TestRegistry.answer(exchange, status, "no");
  }

  /** Answers {@code status} with {@code Retry-After} the first {@code count} times. */
  public static Misbehaviour retryAfter(int status, String after, int count) {
    return (exchange, times) -> {
      if (times >= count) {
        return false;
      }
      exchange.getResponseHeaders().set("Retry-After", after);
      return TestRegistry.answer(exchange, status, "later");
    };
  }

  /** Asks for a bearer token, which {@code realm} gives out, and accepts only {@code token}. */
  public static Misbehaviour bearer(String realm, String token) {
    return unless(
        "Bearer " + token, "Bearer realm=\"" + realm + "\",service=\"test\",scope=\"x:y:push\"");
  }

  /** Asks for a user name and secret. */
  public static Misbehaviour basic(String user, String secret) {
    return unless(basicHeader(user, secret), "Basic realm=\"a, \\\"b\\\"\"");
  }

  /** Answers 401 with {@code challenge} unless {@code authorization} is sent. */
  public static Misbehaviour unless(String authorization, String challenge) {
    return (exchange, times) -> {
      if (authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        return false;
      }
      exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
      return TestRegistry.answer(exchange, 401, "who are you?");
    };
  }

  static String basicHeader(String user, String secret) {
    byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Sends to another address. */
  public static Misbehaviour redirect(String location) {
    return (exchange, times) -> {
      exchange.getResponseHeaders().set("Location", location);
      return TestRegistry.answer(exchange, 307, "");
    };
  }

  /** Never sends a head. */
  public static Misbehaviour silent() {
    return (exchange, times) -> {
      sleep(60_000);
      return true;
    };
  }

  /** Answers as usual, but not before {@code gate} is open. */
  public static Misbehaviour behind(CountDownLatch gate) {
    return (exchange, times) -> {
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return false;
    };
  }

  /** Announces {@code size} bytes, sends one and then nothing. */
  public static Misbehaviour stalled(long size) {
    return (exchange, times) -> {
      exchange.sendResponseHeaders(200, size);
      exchange.getResponseBody().write('x');
      exchange.getResponseBody().flush();
      sleep(60_000);
      return true;
    };
  }

  /** Announces {@code size} bytes and hangs up after fewer, the first {@code count} times. */
  public static Misbehaviour shortBody(long size, byte[] sent, int count) {
    return (exchange, times) -> {
      if (times >= count) {
        return false;
      }
      exchange.sendResponseHeaders(200, size);
      exchange.getResponseBody().write(sent);
      exchange.getResponseBody().flush();
      return true;
    };
  }

  /** Sends {@code sent} without announcing its size. */
  public static Misbehaviour chunked(byte[] sent) {
    return (exchange, times) -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(sent);
      exchange.getResponseBody().close();
      return true;
    };
  }

  /** Sends bytes until nobody reads them any more. */
  public static Misbehaviour endless() {
    return (exchange, times) -> {
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream body = exchange.getResponseBody()) {
        byte[] chunk = new byte[CHUNK];
        while (!Thread.currentThread().isInterrupted()) {
          body.write(chunk);
        }
      }
      return true;
    };
  }

  /** Answers HEAD without a digest, everything else as usual. */
  public static Misbehaviour headWithoutDigest() {
    return (exchange, times) ->
        exchange.getRequestMethod().equals("HEAD") && TestRegistry.answer(exchange, 200, "");
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers with JSON. */
  public static Misbehaviour json(String text) {
    return (HttpExchange exchange, int times) -> respond(exchange, text);
  }

  private static boolean respond(HttpExchange exchange, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    return TestRegistry.answer(exchange, 200, text);
  }
}
