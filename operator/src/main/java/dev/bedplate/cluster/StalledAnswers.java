package dev.bedplate.cluster;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Gives up an answer of an API server that stalls in its body: the client's own limit ends with the
 * head of an answer. Watches are left alone, which are silent for as long as nothing changes.
 */
public final class StalledAnswers implements Interceptor {
  private final Duration patience;

  private StalledAnswers(Duration patience) {
    this.patience = patience;
  }

  /** Lets {@code client} wait for the next bytes of an answer no longer than {@code patience}. */
  public static void endWithin(Duration patience, HttpClient.Builder client) {
    client.addOrReplaceInterceptor(StalledAnswers.class.getName(), new StalledAnswers(patience));
  }

  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(
      AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
    return new Seen(consumer);
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    boolean watch = request instanceof StandardHttpRequest asked && asked.isForStreaming();
    if (!watch && response.body() instanceof AsyncBody body && consumer instanceof Seen seen) {
      await(body, seen, patience.toNanos());
    }
  }

  private void await(AsyncBody body, Seen seen, long nanos) {
    var timer = new CompletableFuture<Void>().completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
    var _ = timer.thenRun(() -> look(body, seen));
    // So that nothing of an answer is kept longer than the answer itself.
    var _ = body.done().whenComplete((_, _) -> timer.cancel(false));
  }

  private void look(AsyncBody body, Seen seen) {
    long left = patience.toNanos() - seen.silence();
    if (left > 0) {
      await(body, seen, left);
      return;
    }
    String problem = "its answer stalled for %s s".formatted(patience.toMillis() / 1000.0);
    if (body.done().completeExceptionally(new SocketTimeoutException(problem))) {
      body.cancel();
    }
  }

  /** Hands bytes on and notes when. */
  private static final class Seen implements AsyncBody.Consumer<List<ByteBuffer>> {
    private final AsyncBody.Consumer<List<ByteBuffer>> next;
    private volatile long last = System.nanoTime();

    Seen(AsyncBody.Consumer<List<ByteBuffer>> next) {
      this.next = next;
    }

    /** Nanoseconds since the last bytes. */
    long silence() {
      return System.nanoTime() - last;
    }

    @Override
    public void consume(List<ByteBuffer> value, AsyncBody body) throws Exception {
      last = System.nanoTime();
      next.consume(value, body);
    }
  }
}
