package dev.bedplate.app.registration;

import dev.bedplate.webhook.tls.CaBundle;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the webhook configuration right for a certificate from files: it trusts the authority in a
 * file, where there is one, and asks once the webhook serves.
 */
public final class KeptRegistration implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeptRegistration.class);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final int MAX_BYTES = 1 << 20;
  private final RegistrationKeeper keeper;
  private final ConfigurationWatch watch;
  private final Path authorities;
  private volatile boolean looked;

  private KeptRegistration(KubernetesClient client, Path authorities, Clock clock) {
    this.authorities = authorities;
    keeper = new RegistrationKeeper(client, false, clock);
    watch = new ConfigurationWatch(client, EVERY, this::look);
  }

  /**
   * Begins to keep it.
   *
   * @param authorities PEM, read anew each time; where it is not there, trust is left to others
   */
  public static KeptRegistration start(KubernetesClient client, Path authorities, Clock clock) {
    var kept = new KeptRegistration(client, authorities, clock);
    kept.watch.start();
    kept.watch.wake();
    return kept;
  }

  /** Has the API server ask from now on. */
  public void serves() {
    keeper.serves();
    watch.wake();
  }

  /** Whether it was looked at once, so that what is served is trusted where that is possible. */
  public boolean looked() {
    return looked;
  }

  private boolean look() {
    keeper.keep(read());
    looked = true;
    return !keeper.waits();
  }

  private CaBundle read() {
    if (!Files.exists(authorities)) {
      return CaBundle.NONE;
    }
    try (InputStream in = Files.newInputStream(authorities)) {
      return CaBundle.ofPem(new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      LOG.warn("the authorities of the certificate cannot be read: {}", e.toString());
      return CaBundle.NONE;
    }
  }

  /** Looks no more. */
  @Override
  public void close() {
    watch.close();
  }
}
