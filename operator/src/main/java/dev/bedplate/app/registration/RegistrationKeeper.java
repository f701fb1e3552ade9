package dev.bedplate.app.registration;

import dev.bedplate.webhook.tls.CaBundle;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operator writes in the webhook configuration, and nobody else: whom the API server
 * trusts, and, from the moment that this replica serves, what it asks about. Until then a
 * configuration that the chart made has no rules and concerns nobody. Nothing else is touched.
 */
final class RegistrationKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(RegistrationKeeper.class);

  /** Where these stand, somebody else writes the {@code caBundle}. */
  private static final Set<String> INJECTORS =
      Set.of(
          "cert-manager.io/inject-ca-from",
          "cert-manager.io/inject-ca-from-secret",
          "cert-manager.io/inject-apiserver-ca",
          "service.beta.openshift.io/inject-cabundle");

  private static final PatchContext PATCH =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON)
          .withFieldManager(WebhookRegistration.MANAGER)
          .build();

  private final TrustedBundle bundle = new TrustedBundle();
  private final KubernetesClient client;
  private final boolean settled;
  private final Clock clock;
  private final Arrival arrival = new Arrival();
  private volatile long served;
  private volatile boolean serves;
  private volatile boolean waits;
  private boolean asked;
  private boolean missed;

  /**
   * A keeper for one replica.
   *
   * @param settled whether every replica has done with an authority that is wanted no more
   */
  RegistrationKeeper(KubernetesClient client, boolean settled, Clock clock) {
    this.client = client;
    this.settled = settled;
    this.clock = clock;
  }

  /** From now on the API server may ask. */
  void serves() {
    served = System.nanoTime();
    serves = true;
  }

  /**
   * Whether it should be looked at soon again: it failed, or this replica cannot be reached yet.
   */
  boolean waits() {
    return waits;
  }

  /**
   * Writes what differs; what fails is logged.
   *
   * @param authorities of the certificate that is served or will be; none leaves trust to others
   */
  synchronized void keep(CaBundle authorities) {
    try {
      Resource<ValidatingWebhookConfiguration> resource =
          client
              .admissionRegistration()
              .v1()
              .validatingWebhookConfigurations()
              .withName(WebhookRegistration.NAME);
      @Nullable ValidatingWebhookConfiguration configuration = resource.get();
      if (configuration == null) {
        missing();
        return;
      }
      missed = false;
      List<Map<String, Object>> operations = operations(configuration, authorities);
      if (!operations.isEmpty()) {
        resource.patch(PATCH, client.getKubernetesSerialization().asJson(operations));
        LOG.info("webhook configuration trusts and asks as it should");
      }
    } catch (KubernetesClientException e) {
      LOG.warn("webhook configuration not looked at: {}", e.getMessage());
      // What is forbidden stays so until somebody changes it.
      waits = e.getCode() != 401 && e.getCode() != 403;
    }
  }

  private void missing() {
    if (!missed) {
      LOG.warn("there is no webhook configuration {}", WebhookRegistration.NAME);
    }
    missed = true;
  }

  /** A patch by position, so that it says which webhook it means. */
  private List<Map<String, Object>> operations(
      ValidatingWebhookConfiguration configuration, CaBundle authorities) {
    var operations = new ArrayList<Map<String, Object>>();
    List<ValidatingWebhook> webhooks = configuration.getWebhooks();
    for (int i = 0; i < webhooks.size(); i++) {
      if (WebhookRegistration.WEBHOOK.equals(webhooks.get(i).getName())) {
        String at = "/webhooks/" + i;
        List<Map<String, Object>> changes = new ArrayList<>();
        boolean trusted =
            isInjected(configuration) || !trust(webhooks.get(i), at, authorities, changes);
        ask(webhooks.get(i), at, trusted, changes);
        if (!changes.isEmpty()) {
          operations.add(operation("test", at + "/name", WebhookRegistration.WEBHOOK));
          operations.addAll(changes);
        }
      }
    }
    return operations;
  }

  /** Whether there was something to write. */
  private boolean trust(
      ValidatingWebhook webhook,
      String at,
      CaBundle authorities,
      List<Map<String, Object>> changes) {
    CaBundle present = CaBundle.ofField(webhook.getClientConfig().getCaBundle());
    return bundle
        .next(present, authorities, settled, clock.instant())
        .map(it -> changes.add(operation("add", at + "/clientConfig/caBundle", it.field())))
        .orElse(false);
  }

  /** Rules that say more stay: they may be those of a replica of the next version. */
  private void ask(
      ValidatingWebhook webhook, String at, boolean trusted, List<Map<String, Object>> changes) {
    List<RuleWithOperations> rules = webhook.getRules();
    boolean wrong = !(AskedAbout.missing(rules).isEmpty() && AskedAbout.heartbeat(rules));
    asked |= !rules.isEmpty();
    boolean due = wrong && serves;
    waits = due && !asked && !(trusted && isDue(webhook.getClientConfig()));
    if (due && !waits) {
      changes.add(operation("add", at + "/rules", AskedAbout.rules()));
    }
  }

  private boolean isDue(WebhookClientConfig config) {
    return arrival.isDue(
        Reach.of(config),
        config.getService() != null,
        Duration.ofNanos(System.nanoTime() - served));
  }

  private static Map<String, Object> operation(String op, String path, Object value) {
    return Map.of("op", op, "path", path, "value", value);
  }

  private static boolean isInjected(ValidatingWebhookConfiguration configuration) {
    @Nullable Map<String, String> annotations = configuration.getMetadata().getAnnotations();
    return Objects.requireNonNullElse(annotations, Map.<String, String>of()).keySet().stream()
        .anyMatch(INJECTORS::contains);
  }
}
