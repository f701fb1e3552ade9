package dev.bedplate.app.registration;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has something looked at whenever the webhook configuration changed, and besides once in a while.
 * Changes that come at once are one; whoever else writes it again and again is answered a few times
 * a second at most.
 */
final class ConfigurationWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatch.class);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private final Semaphore signals = new Semaphore(0);
  private final SharedIndexInformer<ValidatingWebhookConfiguration> informer;
  private final Duration every;
  private final BooleanSupplier look;
  private final Thread thread;

  /**
   * A watch that has not begun.
   *
   * @param look whether it was left as it should be; if not, it is looked at again soon
   */
  ConfigurationWatch(KubernetesClient client, Duration every, BooleanSupplier look) {
    this.every = every;
    this.look = look;
    informer =
        client
            .admissionRegistration()
            .v1()
            .validatingWebhookConfigurations()
            .withName(WebhookRegistration.NAME)
            .runnableInformer(0)
            .exceptionHandler((started, problem) -> true);
    informer.addEventHandler(new Waking());
    thread = Thread.ofVirtual().name("registration").unstarted(this::run);
  }

  private final class Waking implements ResourceEventHandler<ValidatingWebhookConfiguration> {
    @Override
    public void onAdd(ValidatingWebhookConfiguration added) {
      wake();
    }

    @Override
    public void onUpdate(
        ValidatingWebhookConfiguration before, ValidatingWebhookConfiguration after) {
      wake();
    }

    @Override
    public void onDelete(ValidatingWebhookConfiguration deleted, boolean unknown) {
      wake();
    }
  }

  /** Begins. */
  void start() {
    var _ = informer.start();
    thread.start();
  }

  /** Has it looked at now. */
  void wake() {
    signals.release();
  }

  private void run() {
    try {
      boolean left = true;
      while (true) {
        signals.tryAcquire((left ? every : PAUSE).toMillis(), TimeUnit.MILLISECONDS);
        signals.drainPermits();
        left = looked();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean looked() {
    try {
      return look.getAsBoolean();
    } catch (RuntimeException e) {
      LOG.error("the webhook configuration could not be looked at", e);
      return true;
    }
  }

  @Override
  public void close() {
    informer.stop();
    thread.interrupt();
  }
}
