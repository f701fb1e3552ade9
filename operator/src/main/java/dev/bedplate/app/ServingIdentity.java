package dev.bedplate.app;

import dev.bedplate.app.registration.KeptRegistration;
import dev.bedplate.app.registration.ManagedCertificates;
import dev.bedplate.app.registration.WebhookRegistration;
import dev.bedplate.cli.Roles.WebhookOptions;
import dev.bedplate.webhook.tls.CertificateFiles;
import dev.bedplate.webhook.tls.SelfSigned;
import dev.bedplate.webhook.tls.ServerHosts;
import dev.bedplate.webhook.tls.ServingCertificate;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that the webhook serves with, and what is done once it serves.
 *
 * @param registration what is to be written then; null where it is kept right all the time
 * @param trusted whether it was seen to, as far as it can be, that the API server trusts it
 * @param serves to be called when reviews are answered
 * @param close ends what keeps the certificate new
 */
record ServingIdentity(
    ServingCertificate certificate,
    @Nullable WebhookRegistration registration,
    BooleanSupplier trusted,
    Runnable serves,
    Runnable close) {
  /** The name of the chart's Service. */
  private static final String SERVICE = "bedplate-webhook";

  private static final Duration RELOAD = Duration.ofSeconds(10);

  /** As the configuration says; throws when the certificate cannot be had. */
  static ServingIdentity of(
      Configuration configuration, WebhookOptions options, KubernetesClient client, Place place)
      throws IOException {
    Configuration.Certificate wanted = configuration.webhook().certificate();
    if (options.selfSigned()) {
      return generated(configuration, options.register(), place);
    }
    return switch (wanted.mode()) {
      case GENERATED -> generated(configuration, null, place);
      case MANAGED -> managed(wanted.hosts(), client, place);
      case FILES -> files(wanted, client, place);
    };
  }

  private static ServingIdentity generated(
      Configuration configuration, @Nullable String register, Place place) {
    URI url = register == null ? null : URI.create(register);
    List<String> names =
        url == null ? List.of("localhost", "127.0.0.1") : List.of(WebhookRegistration.host(url));
    SelfSigned made = SelfSigned.generate(names, place.clock().instant());
    WebhookRegistration registration =
        url == null
            ? null
            : new WebhookRegistration(
                url,
                made.caBundle(),
                configuration.webhook().timeout(),
                place.excluded(configuration));
    return new ServingIdentity(made.certificate(), registration, () -> true, () -> {}, () -> {});
  }

  private static ServingIdentity managed(List<String> further, KubernetesClient client, Place place)
      throws IOException {
    List<String> service = ServerHosts.ofService(SERVICE, place.namespace()).names();
    var hosts = new ServerHosts(Stream.concat(service.stream(), further.stream()).toList());
    ManagedCertificates managed =
        ManagedCertificates.start(
            client, ManagedCertificates.Settings.of(place.namespace(), hosts), place.clock());
    return new ServingIdentity(
        managed.certificate(), null, () -> true, managed::serves, managed::close);
  }

  private static ServingIdentity files(
      Configuration.Certificate wanted, KubernetesClient client, Place place) throws IOException {
    CertificateFiles files = files(wanted);
    KeptRegistration kept = KeptRegistration.start(client, authority(wanted), place.clock());
    return new ServingIdentity(
        files,
        null,
        kept::looked,
        kept::serves,
        () -> {
          kept.close();
          files.close();
        });
  }

  static CertificateFiles files(Configuration.Certificate wanted) throws IOException {
    try {
      return CertificateFiles.watch(wanted.file(), wanted.key(), RELOAD);
    } catch (FileSystemException e) {
      String key = wanted.file().toString().equals(e.getFile()) ? "file" : "key";
      String why = e instanceof NoSuchFileException ? "there is no such file" : "not readable";
      throw new IOException("webhook.certificate.%s: %s: %s".formatted(key, e.getFile(), why), e);
    } catch (IOException | GeneralSecurityException e) {
      throw new IOException(
          "webhook.certificate.file %s and key %s: %s"
              .formatted(wanted.file(), wanted.key(), e.getMessage()),
          e);
    }
  }

  /** Certificate managers put it beside the certificate. */
  private static Path authority(Configuration.Certificate wanted) {
    return Objects.requireNonNullElseGet(
        wanted.authority(), () -> wanted.file().resolveSibling("ca.crt"));
  }
}
