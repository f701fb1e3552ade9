package dev.bedplate.app.registration;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.function.Consumer;

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
    resource()
        .edit(
            it -> {
              change.accept(it.getWebhooks().getFirst().getClientConfig());
              return it;
            });
  }

  /** Has the API server ask nobody any more; it need not be there. */
  public void delete() {
    resource().delete();
  }
}
