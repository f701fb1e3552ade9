package dev.bedplate.app.registration;

import dev.bedplate.reconcile.Effect;
import dev.bedplate.reconcile.Effect.Doubt;
import dev.bedplate.webhook.Heartbeat;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the API server again and again for something that the webhook must refuse, while this
 * process leads, and says what that means for enforcement.
 */
public final class Heartbeats implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

  /** How much sooner the next heartbeat comes while it is not sure what to believe. */
  private static final int SOONER = 10;

  private static final int LOGGED = 10;
  private final Settings settings;
  private final Pulse.Line line;
  private final Supplier<Map<String, Map<String, String>>> namespaces;
  private final BooleanSupplier leads;
  private final Thread thread;
  private long began = System.nanoTime();
  private volatile Steady steady = Steady.START;

  /**
   * How it is asked.
   *
   * @param every pause between two heartbeats; zero for none at all
   * @param longest how long one request may take
   */
  public record Settings(Duration every, Duration longest) {
    private static final Duration MOST = Duration.ofSeconds(6);

    /** Settings for an API server that waits for the webhook as long as {@code timeout}. */
    public static Settings of(Duration every, Duration timeout) {
      Duration whole = timeout.plusSeconds(1);
      return new Settings(every, whole.compareTo(MOST) < 0 ? whole : MOST);
    }
  }

  private Heartbeats(
      Settings settings,
      Pulse.Line line,
      Supplier<Map<String, Map<String, String>>> namespaces,
      BooleanSupplier leads) {
    this.settings = settings;
    this.line = line;
    this.namespaces = namespaces;
    this.leads = leads;
    thread = Thread.ofVirtual().name("heartbeat").unstarted(this::run);
  }

  /**
   * Begins to ask.
   *
   * @param namespaces the labels of those that may be judged by name; empty while not known
   * @param leads whether this process is the one that asks
   */
  public static Heartbeats start(
      KubernetesClient client,
      Settings settings,
      Supplier<Map<String, Map<String, String>>> namespaces,
      BooleanSupplier leads) {
    return start(new HeartbeatLine(client, settings.longest()), settings, namespaces, leads);
  }

  static Heartbeats start(
      Pulse.Line line,
      Settings settings,
      Supplier<Map<String, Map<String, String>>> namespaces,
      BooleanSupplier leads) {
    var heartbeats = new Heartbeats(settings, line, namespaces, leads);
    if (settings.every().isZero()) {
      heartbeats.steady =
          new Steady(
              new Effect.Unknown(
                  Doubt.NotObserved, "the configuration of the operator turns heartbeats off"),
              0);
    } else {
      heartbeats.thread.start();
    }
    return heartbeats;
  }

  /** What is believed now. */
  public Effect effect() {
    return steady.effect();
  }

  /** The same for a metric: 1 for what is believed; nothing where this process does not ask. */
  public Map<String, Integer> states() {
    if (!leads.getAsBoolean()) {
      return Map.of();
    }
    Effect now = effect();
    return Map.of(
        "InEffect", now instanceof Effect.InEffect ? 1 : 0,
        "Lost", now instanceof Effect.Lost ? 1 : 0,
        "Unknown", now instanceof Effect.Unknown ? 1 : 0);
  }

  private void run() {
    try {
      while (true) {
        if (leads.getAsBoolean()) {
          beat();
        } else {
          steady = Steady.START;
          began = System.nanoTime();
        }
        Thread.sleep(steady.sure() ? settings.every() : settings.every().dividedBy(SOONER));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    Steady next =
        steady.after(seen(), settings.every(), Duration.ofNanos(System.nanoTime() - began));
    tell(steady.effect(), next.effect());
    steady = next;
  }

  private Effect seen() {
    try {
      Optional<ValidatingWebhookConfiguration> configuration = line.configuration();
      Map<String, Map<String, String>> judged = namespaces.get();
      return Diagnosis.of(configuration, judged)
          .orElseGet(() -> asked(configuration.flatMap(Diagnosis::webhook).orElseThrow(), judged));
    } catch (KubernetesClientException e) {
      return new Effect.Unknown(
          e.getCode() == 401 || e.getCode() == 403 ? Doubt.NotPermitted : Doubt.ApiServerSilent,
          "the webhook configuration cannot be read: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("a heartbeat failed", e);
      return new Effect.Unknown(Doubt.ApiServerSilent, "a heartbeat failed: " + e);
    }
  }

  private Effect asked(ValidatingWebhook webhook, Map<String, Map<String, String>> judged) {
    return Diagnosis.of(webhook, judged, pulse(), () -> Reach.of(webhook.getClientConfig()));
  }

  private Pulse pulse() {
    String question = UUID.randomUUID().toString();
    try {
      line.ask(question);
      return new Pulse.Admitted();
    } catch (KubernetesClientException e) {
      return Pulse.of(e, Heartbeat.answer(question));
    }
  }

  private static void tell(Effect before, Effect now) {
    if (before.equals(now)) {
      return;
    }
    switch (now) {
      case Effect.InEffect(var leftOut) when leftOut.isEmpty() ->
          LOG.info("enforcement is in effect");
      case Effect.InEffect(var leftOut) ->
          LOG.atWarn()
              .addKeyValue("namespaces", leftOut.keySet().stream().limit(LOGGED).toList())
              .addKeyValue("count", leftOut.size())
              .log("enforcement is not in effect in namespaces that the webhook leaves out");
      case Effect.Lost(var reason, var message) ->
          LOG.atWarn()
              .addKeyValue("reason", reason)
              .addKeyValue("problem", message)
              .log("enforcement is not in effect");
      case Effect.Unknown(var reason, var message) ->
          LOG.atWarn()
              .addKeyValue("reason", reason)
              .addKeyValue("problem", message)
              .log("it is not known whether enforcement is in effect");
    }
  }

  /** Asks no more. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
