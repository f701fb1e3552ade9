package dev.bedplate.source.registry;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * What servers that hide their repositories from anonymous readers ask for when they are asked for
 * nothing but their API's root; each is asked once.
 */
final class Reveals {
  private static final int MAX_KNOWN = 1000;

  private final ConcurrentHashMap<String, CompletableFuture<List<Challenge>>> known =
      new ConcurrentHashMap<>();

  /** Asks the root of a server's API. */
  @FunctionalInterface
  interface Root {
    List<Challenge> challenges() throws IOException;
  }

  /** The challenges of the server, which is asked again only when it could not be asked. */
  List<Challenge> of(Call call, Endpoint endpoint, Root root) throws IOException {
    if (known.size() >= MAX_KNOWN) {
      known.values().removeIf(CompletableFuture::isDone);
    }
    var own = new CompletableFuture<List<Challenge>>();
    var running = known.putIfAbsent(endpoint.authority(), own);
    if (running != null) {
      return await(call, running);
    }
    try {
      List<Challenge> found = root.challenges();
      own.complete(found);
      return found;
    } catch (IOException | RuntimeException | Error e) {
      known.remove(endpoint.authority(), own);
      own.completeExceptionally(e);
      throw e;
    }
  }

  private static List<Challenge> await(Call call, CompletableFuture<List<Challenge>> running)
      throws IOException {
    call.access().deadline().check(call.image());
    try {
      String late = call.image() + ": no challenge came in time";
      return call.access().deadline().await(running, late);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    }
  }
}
