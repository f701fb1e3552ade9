package dev.bedplate.source.registry;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Credential;
import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Bearer tokens in use, one request at a time for each kind however many callers want it. */
final class Tokens {
  private static final int MAX_KEPT = 1000;

  private final Clock clock;
  private final ConcurrentHashMap<Key, CompletableFuture<Token>> tokens = new ConcurrentHashMap<>();

  Tokens(Clock clock) {
    this.clock = clock;
  }

  /** What a token is good for: never shared between credentials. */
  record Key(String authority, List<String> scopes, @Nullable Credential credential) {}

  /** A secret and the moment from which it is not used any more. */
  record Token(String secret, Instant until) {
    @Override
    public String toString() {
      return "Token[until " + until + "]";
    }
  }

  /** Asks a token server. */
  @FunctionalInterface
  interface Fetch {
    Token fetch() throws IOException;
  }

  /** The token for {@code key}, fetched when there is none; {@code refused} is not given again. */
  Token get(Key key, Call call, @Nullable String refused, Fetch fetch) throws IOException {
    while (true) {
      CompletableFuture<Token> flight = tokens.get(key);
      if (flight == null || isSpent(flight, refused)) {
        CompletableFuture<Token> own = new CompletableFuture<>();
        if (replace(key, flight, own)) {
          return lead(key, own, fetch);
        }
        continue;
      }
      Token token = follow(call, flight);
      if (token != null) {
        return token;
      }
    }
  }

  private boolean replace(
      Key key, @Nullable CompletableFuture<Token> old, CompletableFuture<Token> own) {
    if (old != null) {
      return tokens.replace(key, old, own);
    }
    if (tokens.size() >= MAX_KEPT) {
      tokens.values().removeIf(flight -> flight.isDone());
    }
    return tokens.putIfAbsent(key, own) == null;
  }

  private boolean isSpent(CompletableFuture<Token> flight, @Nullable String refused) {
    if (!flight.isDone()) {
      return false;
    }
    if (flight.isCompletedExceptionally()) {
      return true;
    }
    Token token = flight.join();
    return token.secret().equals(refused) || !clock.instant().isBefore(token.until());
  }

  private Token lead(Key key, CompletableFuture<Token> own, Fetch fetch) throws IOException {
    try {
      Token token = fetch.fetch();
      own.complete(token);
      return token;
    } catch (IOException | RuntimeException | Error e) {
      tokens.remove(key, own);
      own.completeExceptionally(e);
      throw e;
    }
  }

  /** Null when the leader ran out of its own time, which says nothing about this caller's. */
  private static @Nullable Token follow(Call call, CompletableFuture<Token> flight)
      throws IOException {
    call.access().deadline().check(call.image());
    try {
      return call.access().deadline().await(flight, call.image() + ": no token came in time");
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case ImageUnavailableException failure
            when failure.reason() == UndecidedReason.DeadlineExceeded ->
            null;
        case IOException failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      };
    }
  }
}
