package dev.bedplate.app.registration;

import dev.bedplate.webhook.Heartbeat;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** The webhook configuration as the API server has it. */
public record RegisteredConfiguration(KubernetesClient admin) {
  private Resource<ValidatingWebhookConfiguration> resource() {
    return admin
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName(WebhookRegistration.NAME);
  }

  /** All of it; it must be there. */
  public ValidatingWebhookConfiguration get() {
    return resource().require();
  }

  /** Its {@code caBundle}: the authorities that the API server trusts. */
  public String trusted() {
    return get().getWebhooks().getFirst().getClientConfig().getCaBundle();
  }

  /** Changes whom the API server asks and trusts. */
  public void edit(Consumer<WebhookClientConfig> change) {
    change(it -> change.accept(it.getClientConfig()));
  }

  /** Leaves a further namespace out. */
  public void leaveOut(String namespace) {
    change(
        it -> {
          List<String> names =
              it.getNamespaceSelector().getMatchExpressions().getFirst().getValues();
          names.add(namespace);
        });
  }

  private void change(Consumer<ValidatingWebhook> change) {
    resource()
        .edit(
            it -> {
              change.accept(it.getWebhooks().getFirst());
              return it;
            });
  }

  /** Puts a configuration in the place of any that is there, as the chart does. */
  public void put(ValidatingWebhookConfiguration configuration) {
    admin.resource(configuration).forceConflicts().serverSideApply();
  }

  /** The rules by which the API server asks. */
  public List<RuleWithOperations> rules() {
    return get().getWebhooks().getFirst().getRules();
  }

  /** Has the API server ask as the operator does, without one that serves. */
  public void activate() {
    change(it -> it.setRules(AskedAbout.rules()));
  }

  /** Waits until the API server asks a webhook that answers. */
  public void awaitAsked() {
    var line = new HeartbeatLine(admin, Duration.ofSeconds(10));
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> isAsked(line));
  }

  private static boolean isAsked(HeartbeatLine line) {
    try {
      line.ask("test");
      return false;
    } catch (KubernetesClientException e) {
      return Pulse.of(e, Heartbeat.answer("test")) instanceof Pulse.Refused;
    }
  }

  /** Has the API server ask nobody any more; it need not be there. */
  public void delete() {
    resource().delete();
  }
}
