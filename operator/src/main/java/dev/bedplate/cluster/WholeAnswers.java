package dev.bedplate.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for whole answers of an API server, but no longer than somebody who waits has time: the
 * limits of the client are for its head and for a stall of its body.
 */
record WholeAnswers(Duration longest) {
  /**
   * What {@code question} is answered.
   *
   * @throws KubernetesClientException when it fails, or when its answer has not ended in time
   */
  <T> T to(Callable<T> question) {
    var asked = new FutureTask<>(question);
    Thread.ofVirtual().start(asked);
    try {
      return asked.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      asked.cancel(true);
      throw new KubernetesClientException(
          "its answer did not end within " + longest.toSeconds() + " s");
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("waiting for its answer was given up", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KubernetesClientException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }
}
