package dev.bedplate.source.keychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.fixture.MovingClock;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.source.Credential;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.keychain.Lookup.Found;
import dev.bedplate.source.keychain.Lookup.Refused;
import dev.bedplate.source.keychain.Lookup.Unreachable;
import dev.bedplate.source.keychain.PullSecrets.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PullSecretsTest {
  private static final RegistryReference IMAGE =
      (RegistryReference) ReferenceParser.parse("r.example/team/app");
  private static final Keychain LAST = _ -> Optional.of(new Credential("last", "p"));
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final MovingClock clock = new MovingClock();
  private final Store store = new Store();
  private final List<PullSecrets> opened = new ArrayList<>();

  /** Secrets by "namespace/name"; tells what was asked. */
  private static final class Store implements SecretStore {
    private final Map<String, PullSecret> secrets = new ConcurrentHashMap<>();
    private final Map<String, List<String>> accounts = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean down;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public Lookup<PullSecret> secret(String namespace, String name) {
      return lookup(namespace + "/" + name, secrets);
    }

    @Override
    public Lookup<List<String>> pullSecretsOf(String namespace, String serviceAccount) {
      return lookup(namespace + "/" + serviceAccount, accounts);
    }

    private <T> Lookup<T> lookup(String name, Map<String, T> objects) {
      asked.add(name);
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (down) {
        return new Unreachable<>("cannot be read now");
      }
      T found = objects.get(name);
      return found == null ? new Refused<>("is not there") : new Found<>(found);
    }
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static PullSecret secret(String user) {
    String config =
        "{\"auths\": {\"r.example\": {\"username\": \"%s\", \"password\": \"hush\"}}}"
            .formatted(user);
    return new PullSecret(PullSecretReader.JSON, Map.of(".dockerconfigjson", base64(config)));
  }

  private PullSecrets pullSecrets(PullSecretUse use, Duration patience) {
    var settings = new Settings(use, "bedplate", Map.of("r.example", "own"), patience);
    var secrets = new PullSecrets(store, settings, LAST, warnings::add, clock);
    opened.add(secrets);
    return secrets;
  }

  private PullSecrets pullSecrets() {
    return pullSecrets(PullSecretUse.WORKLOADS, Duration.ofMinutes(1));
  }

  @AfterEach
  void close() {
    opened.forEach(PullSecrets::close);
  }

  private static PullNames names(String... secrets) {
    return new PullNames("ns", List.of(secrets), "robot");
  }

  private static String user(Keychain keychain) {
    return keychain.credential(IMAGE).map(Credential::username).orElse("nobody");
  }

  @ParameterizedTest
  @CsvSource({
    "ns/a ns/b ns/c bedplate/own, a, ns/a",
    "ns/b ns/c bedplate/own, b, ns/a ns/b",
    "ns/c bedplate/own, c, ns/a ns/b ns/robot ns/c",
    "bedplate/own, own, ns/a ns/b ns/robot ns/c bedplate/own",
    "'', last, ns/a ns/b ns/robot ns/c bedplate/own"
  })
  void the_workloads_own_secrets_count_first_and_the_operators_last(
      String there, String user, String asked) {
    for (String name : there.split(" ", -1)) {
      store.secrets.put(name, secret(name.substring(name.indexOf('/') + 1)));
    }
    store.accounts.put("ns/robot", List.of("b", "c"));

    assertThat(user(pullSecrets().of(names("a", "b")))).isEqualTo(user);
    assertThat(store.asked).containsExactly(asked.split(" ", -1));
  }

  @Test
  void nothing_is_read_before_a_registry_asks() {
    store.secrets.put("ns/a", secret("a"));
    pullSecrets().of(names("a"));

    assertThat(store.asked).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(PullSecretUse.class)
  void the_configuration_says_whose_secrets_are_read(PullSecretUse use) {
    store.secrets.put("ns/a", secret("a"));
    store.secrets.put("bedplate/own", secret("own"));
    String user = user(pullSecrets(use, Duration.ofMinutes(1)).of(names("a")));

    switch (use) {
      case WORKLOADS -> assertThat(user).isEqualTo("a");
      case OPERATOR -> assertThat(user).isEqualTo("own");
      case NONE -> assertThat(user).isEqualTo("last");
    }
    assertThat(store.asked).hasSize(use == PullSecretUse.NONE ? 0 : 1);
  }

  @Test
  void a_secret_is_read_once_a_minute_so_that_a_new_one_is_noticed() {
    store.secrets.put("ns/a", secret("old"));
    Keychain keychain = pullSecrets().of(names("a"));
    user(keychain);
    store.secrets.put("ns/a", secret("new"));

    assertThat(user(keychain)).isEqualTo("old");
    assertThat(store.asked).hasSize(1);
    clock.advance(Duration.ofMinutes(1));
    assertThat(user(keychain)).isEqualTo("new");
  }

  @Test
  void what_was_known_stays_while_the_api_server_is_gone() {
    store.secrets.put("ns/a", secret("a"));
    Keychain keychain = pullSecrets().of(names("a"));
    user(keychain);
    store.down = true;
    clock.advance(Duration.ofMinutes(2));

    assertThat(user(keychain)).isEqualTo("a");
    assertThat(user(keychain)).isEqualTo("a");
    assertThat(store.asked).hasSize(2);
    assertThat(warnings).containsExactly("pull secret ns/a cannot be read now; passed over");
  }

  @Test
  void a_deleted_secret_is_forgotten() {
    store.secrets.put("ns/a", secret("a"));
    Keychain keychain = pullSecrets().of(names("a"));
    user(keychain);
    store.secrets.clear();
    clock.advance(Duration.ofMinutes(2));

    assertThat(user(keychain)).isEqualTo("last");
  }

  @Test
  void who_waits_too_long_goes_on_without() {
    store.secrets.put("ns/a", secret("a"));
    store.gate = new CountDownLatch(1);
    Keychain keychain = pullSecrets(PullSecretUse.WORKLOADS, Duration.ofMillis(50)).of(names("a"));

    assertThat(user(keychain)).isEqualTo("last");
    store.gate.countDown();
  }

  @Test
  void what_kept_one_question_waiting_keeps_no_other() throws InterruptedException {
    store.gate = new CountDownLatch(1);
    Keychain keychain = pullSecrets(PullSecretUse.OPERATOR, Duration.ofHours(1)).of(names());
    Thread first = Thread.startVirtualThread(() -> user(keychain));
    await().until(() -> store.asked.contains("bedplate/own"));
    clock.advance(Duration.ofHours(1));

    assertThat(user(keychain)).isEqualTo("last");
    assertThat(first.isAlive()).isTrue();
    store.gate.countDown();
    first.join();
  }

  @Test
  void a_failing_store_costs_a_warning_and_nothing_else() {
    SecretStore broken =
        new SecretStore() {
          @Override
          public Lookup<PullSecret> secret(String namespace, String name) {
            throw new IllegalStateException("closed");
          }

          @Override
          public Lookup<List<String>> pullSecretsOf(String namespace, String serviceAccount) {
            throw new IllegalStateException("closed");
          }
        };
    var settings =
        new Settings(PullSecretUse.WORKLOADS, "bedplate", Map.of(), Duration.ofMinutes(1));
    try (var secrets = new PullSecrets(broken, settings, LAST, warnings::add, clock)) {
      assertThat(user(secrets.of(names("a")))).isEqualTo("last");
    }
    assertThat(warnings).hasSize(2).allMatch(it -> it.contains("closed"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Opaque | .dockerconfigjson | {} | is of type Opaque; a pull secret is of type",
        "kubernetes.io/dockerconfigjson | other | {} | has no credentials in .dockerconfigjson",
        "kubernetes.io/dockerconfigjson | .dockerconfigjson | hush | that is not JSON",
        "kubernetes.io/dockerconfigjson | .dockerconfigjson | [] | has no credentials",
        "kubernetes.io/dockercfg | .dockercfg | 1 | has no credentials in .dockercfg"
      })
  void a_secret_that_holds_no_credentials_is_passed_over_and_named(
      String type, String key, String content, String why) {
    store.secrets.put("ns/a", new PullSecret(type, Map.of(key, base64(content))));

    assertThat(user(pullSecrets().of(names("a")))).isEqualTo("last");
    assertThat(warnings.getFirst()).startsWith("pull secret ns/a ").contains(why);
    assertThat(warnings).noneMatch(it -> it.contains("hush"));
  }

  @Test
  void the_old_type_is_read_too() {
    String config = "{\"r.example\": {\"auth\": \"%s\"}}".formatted(base64("old:hush"));
    store.secrets.put(
        "ns/a", new PullSecret(PullSecretReader.OLD, Map.of(".dockercfg", base64(config))));

    assertThat(user(pullSecrets().of(names("a")))).isEqualTo("old");
  }

  @Test
  void a_huge_secret_is_not_parsed() {
    String data = base64(" ".repeat(300_000) + "{\"auths\": {}}");
    store.secrets.put(
        "ns/a", new PullSecret(PullSecretReader.JSON, Map.of(".dockerconfigjson", data)));

    assertThat(user(pullSecrets().of(names("a")))).isEqualTo("last");
    assertThat(warnings.getFirst()).contains("has more than 262144 bytes");
  }

  @Test
  void warnings_are_few_however_many_secrets_are_missing() {
    PullSecrets secrets = pullSecrets();
    for (int i = 0; i < 100; i++) {
      user(secrets.of(new PullNames("ns", List.of("missing-" + i), "robot")));
    }
    assertThat(warnings).hasSize(10);
    clock.advance(Duration.ofMinutes(1));
    user(secrets.of(names("one-more")));
    assertThat(warnings.get(10)).contains("more warnings in a minute");
  }

  @Test
  void content_never_shows() {
    assertThat(secret("a").toString()).isEqualTo("PullSecret[kubernetes.io/dockerconfigjson]");
  }
}
