package dev.bedplate.app.registration;

import dev.bedplate.webhook.tls.CaBundle;
import dev.bedplate.webhook.tls.ManagedCertificate;
import dev.bedplate.webhook.tls.ManagedKeys;
import dev.bedplate.webhook.tls.Rotation;
import dev.bedplate.webhook.tls.ServerHosts;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the certificate of the operator's own authority: the same for all replicas, renewed in
 * time, and trusted by the webhook configuration before it is served. Everything is looked at again
 * and again, so that a lost Secret, an emptied {@code caBundle} and a replica that slept over a
 * renewal heal by themselves. No lease is needed: whoever comes first does what is due.
 */
public final class ManagedCertificates implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ManagedCertificates.class);
  private static final int MOST_TRIES = 5;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private final KeySecret secret;
  private final RegistrationKeeper registration;
  private final ServerHosts hosts;
  private final Clock clock;
  private final ConfigurationWatch watch;
  private final ManagedCertificate certificate;
  private ManagedKeys known;

  /**
   * How the certificate is kept.
   *
   * @param namespace of the Secret
   * @param hosts that the API server may call the webhook by
   * @param every how often everything is looked at, besides when the configuration changed
   * @param patience how long the first certificate may take
   */
  public record Settings(String namespace, ServerHosts hosts, Duration every, Duration patience) {
    /** The settings for production: once a minute. */
    public static Settings of(String namespace, ServerHosts hosts) {
      return new Settings(namespace, hosts, Duration.ofMinutes(1), Duration.ofSeconds(30));
    }
  }

  private ManagedCertificates(
      KubernetesClient client,
      KeySecret secret,
      ManagedKeys first,
      Settings settings,
      Clock clock) {
    this.secret = secret;
    this.hosts = settings.hosts();
    this.clock = clock;
    known = first;
    certificate = new ManagedCertificate(first);
    // An authority that is wanted no more was given up by all replicas an hour ago.
    registration = new RegistrationKeeper(client, true, clock);
    watch = new ConfigurationWatch(client, settings.every(), this::looked);
  }

  /** Reads or makes the first certificate; throws when the cluster lets it do neither in time. */
  public static ManagedCertificates start(KubernetesClient client, Settings settings, Clock clock)
      throws IOException {
    var secret = new KeySecret(client, settings.namespace());
    ManagedKeys first = first(secret, settings, clock);
    var certificates = new ManagedCertificates(client, secret, first, settings, clock);
    certificates.trust(first);
    certificates.watch.start();
    return certificates;
  }

  private static ManagedKeys first(KeySecret secret, Settings settings, Clock clock)
      throws IOException {
    long end = System.nanoTime() + settings.patience().toNanos();
    while (true) {
      try {
        return agreed(secret, null, settings.hosts(), clock);
      } catch (KubernetesClientException e) {
        if (System.nanoTime() > end) {
          throw new IOException("the webhook has no certificate: " + e.getMessage(), e);
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the webhook's certificate", e);
    }
  }

  /** The certificate to serve with; it changes by itself. */
  public ManagedCertificate certificate() {
    return certificate;
  }

  /** Has the API server ask from now on. */
  public void serves() {
    registration.serves();
    watch.wake();
  }

  /** Does what is due now; what fails is logged and due again next time. */
  public synchronized void refresh() {
    try {
      ManagedKeys next = agreed(secret, known, hosts, clock);
      trust(next);
      if (!next.servesLike(known)) {
        certificate.use(next);
        LOG.info("new certificate in use, valid until {}", next.expires());
      }
      known = next;
    } catch (KubernetesClientException e) {
      LOG.warn("certificate valid until {} not looked at: {}", known.expires(), e.getMessage());
    }
  }

  private boolean looked() {
    refresh();
    return !registration.waits();
  }

  synchronized ManagedKeys known() {
    return known;
  }

  /** The keys that all replicas have, after what is due was written by one of them. */
  private static ManagedKeys agreed(
      KeySecret secret, @Nullable ManagedKeys known, ServerHosts hosts, Clock clock) {
    for (int i = 0; i < MOST_TRIES; i++) {
      KeySecret.Stored stored = secret.read();
      @Nullable ManagedKeys present = stored.keys().orElse(null);
      ManagedKeys next = next(present, known, hosts, clock.instant());
      if (next == present || secret.write(stored, next)) {
        return next;
      }
    }
    throw new KubernetesClientException(
        "Secret " + KeySecret.NAME + " was changed by others " + MOST_TRIES + " times in a row");
  }

  private static ManagedKeys next(
      @Nullable ManagedKeys stored, @Nullable ManagedKeys known, ServerHosts hosts, Instant now) {
    if (stored != null) {
      return Rotation.after(Rotation.due(stored, hosts, now), stored, hosts, now);
    }
    return known == null ? Rotation.first(hosts, now) : Rotation.restored(known, hosts, now);
  }

  private void trust(ManagedKeys keys) {
    registration.keep(CaBundle.ofPem(keys.caBundle()));
  }

  /** Looks no more; the certificate stays as it is. */
  @Override
  public void close() {
    watch.close();
  }
}
