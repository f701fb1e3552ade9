package dev.bedplate.app.registration;

import dev.bedplate.webhook.Heartbeat;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Duration;
import java.util.Optional;

/** The requests of heartbeats, each made once and given up after a time. */
final class HeartbeatLine implements Pulse.Line {
  private static final ResourceDefinitionContext INSPECTED_IMAGES =
      new ResourceDefinitionContext.Builder()
          .withGroup("bedplate.dev")
          .withVersion("v1alpha1")
          .withKind("InspectedImage")
          .withPlural("inspectedimages")
          .withNamespaced(false)
          .build();

  private final KubernetesClient client;

  HeartbeatLine(KubernetesClient client, Duration longest) {
    var once =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestTimeout((int) longest.toMillis())
            .withRequestRetryBackoffLimit(0)
            .build();
    this.client = client.newClient(once).adapt(KubernetesClient.class);
  }

  @Override
  public Optional<ValidatingWebhookConfiguration> configuration() {
    return Optional.ofNullable(
        client
            .admissionRegistration()
            .v1()
            .validatingWebhookConfigurations()
            .withName(WebhookRegistration.NAME)
            .get());
  }

  @Override
  public void ask(String question) {
    client
        .genericKubernetesResources(INSPECTED_IMAGES)
        .resource(object(question))
        .dryRun()
        .create();
  }

  /** A valid object, so that nothing but the webhook has a reason to refuse it. */
  private GenericKubernetesResource object(String question) {
    String text =
        """
        apiVersion: bedplate.dev/v1alpha1
        kind: InspectedImage
        metadata: {name: %s, labels: {%s: "%s"}}
        spec:
          digest: "%s"
          analyzer: 1
          platform: linux/amd64
          reference: heartbeat
          facts:
            base: {evidence: None, layers: 0}
            busybox: {}
            completeness: {}
            config: {user: ""}
            distribution: {id: scratch, flavour: Regular}
            libc: {kind: None}
            packages: {}
            size: {compressed: 0}
            tools: {}
        """
            .formatted(Heartbeat.NAME, Heartbeat.LABEL, question, Heartbeat.NAME.replace('-', ':'));
    return client.getKubernetesSerialization().unmarshal(text, GenericKubernetesResource.class);
  }
}
