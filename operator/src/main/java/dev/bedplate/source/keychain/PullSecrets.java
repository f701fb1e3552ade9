package dev.bedplate.source.keychain;

import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.source.Credential;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.keychain.Lookup.Found;
import dev.bedplate.source.keychain.Lookup.Refused;
import dev.bedplate.source.keychain.Lookup.Unreachable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Credentials of a cluster: the workload's {@code imagePullSecrets}, those of its service account,
 * then the operator's own. Nothing is read before a registry asks for a credential, and each object
 * is read by its name; what cannot be read is passed over and named in a warning.
 */
public final class PullSecrets implements AutoCloseable {
  private final Settings settings;
  private final Keychain last;
  private final RememberedLookups<Auths> secrets;
  private final RememberedLookups<List<String>> accounts;

  /**
   * What may be read.
   *
   * @param namespace the operator's own
   * @param secretsByHost names in {@code namespace}, by registry host
   * @param patience how long one question may wait for the API server, over all objects
   */
  public record Settings(
      PullSecretUse use, String namespace, Map<String, String> secretsByHost, Duration patience) {
    public Settings {
      secretsByHost = Map.copyOf(secretsByHost);
    }
  }

  /**
   * Nothing read yet.
   *
   * @param last asked when no secret has a credential
   * @param warnings told of what was passed over, at most ten times a minute
   */
  public PullSecrets(
      SecretStore store, Settings settings, Keychain last, Consumer<String> warnings, Clock clock) {
    this.settings = settings;
    this.last = last;
    var rare = new RareWarnings(warnings, clock);
    secrets =
        new RememberedLookups<>(
            "pull secret", name -> auths(store, name, rare), Auths::characters, rare, clock);
    accounts =
        new RememberedLookups<>(
            "service account",
            name -> store.pullSecretsOf(name.namespace(), name.name()),
            names -> names.stream().mapToInt(String::length).sum(),
            rare,
            clock);
  }

  /** The credentials that a workload's images are pulled with. */
  public Keychain of(PullNames names) {
    return switch (settings.use()) {
      case WORKLOADS -> reference -> forWorkload(names, reference);
      case OPERATOR, NONE -> operator();
    };
  }

  /** The operator's own credentials. */
  public Keychain operator() {
    return switch (settings.use()) {
      case WORKLOADS, OPERATOR -> reference -> own(reference, new Patience(settings.patience()));
      case NONE -> last;
    };
  }

  private Optional<Credential> forWorkload(PullNames names, RegistryReference reference) {
    var patience = new Patience(settings.patience());
    return Stream.of(names.secrets().stream(), ofAccount(names, patience))
        .flatMap(it -> it)
        .flatMap(name -> find(names.namespace(), name, reference, patience).stream())
        .findFirst()
        .or(() -> own(reference, patience));
  }

  /** Read only when the workload's own secrets have nothing. */
  private Stream<String> ofAccount(PullNames names, Patience patience) {
    var account = new ObjectName(names.namespace(), names.serviceAccount());
    return Stream.of(account)
        .flatMap(it -> accounts.get(it, patience.left()).stream())
        .flatMap(it -> new PullNames(names.namespace(), it, account.name()).secrets().stream())
        .filter(name -> !names.secrets().contains(name));
  }

  private Optional<Credential> own(RegistryReference reference, Patience patience) {
    String name = settings.secretsByHost().get(reference.registry());
    Optional<Credential> named =
        name == null ? Optional.empty() : find(settings.namespace(), name, reference, patience);
    return named.or(() -> last.credential(reference));
  }

  private Optional<Credential> find(
      String namespace, String name, RegistryReference reference, Patience patience) {
    return secrets
        .get(new ObjectName(namespace, name), patience.left())
        .flatMap(auths -> auths.find(reference));
  }

  private static Lookup<Auths> auths(
      SecretStore store, ObjectName name, Consumer<String> warnings) {
    return switch (store.secret(name.namespace(), name.name())) {
      case Found<PullSecret>(var secret) ->
          PullSecretReader.read("pull secret " + name, secret, warnings);
      case Refused<PullSecret>(var why) -> new Refused<>(why);
      case Unreachable<PullSecret>(var why) -> new Unreachable<>(why);
    };
  }

  @Override
  public void close() {
    secrets.close();
    accounts.close();
  }
}
