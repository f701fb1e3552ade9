package dev.bedplate.load;

import dev.bedplate.webhook.Reviews;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The objects of the load. */
final class LoadWorkloads {
  private static final String MANAGED =
      IntStream.range(0, 40)
          .mapToObj(i -> "\"f:field%d\": {\"f:name\": {}}".formatted(i))
          .collect(Collectors.joining(", "));

  private final LoadImages images;

  LoadWorkloads(LoadImages images) {
    this.images = images;
  }

  /** A Pod as a client creates it. */
  byte[] pod(String namespace, Shape shape) {
    return pod(namespace, shape, "").getBytes(StandardCharsets.UTF_8);
  }

  /** A Pod with so many containers, each with an image of its own. */
  byte[] crowd(String namespace, int containers) {
    return """
    {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "crowd", "namespace": "%s"}, "spec": %s}
    """
        .formatted(namespace, minimal(IntStream.range(0, containers)))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The creation of the same Pod as the API server posts it. */
  byte[] review(String namespace, Shape shape) {
    String added =
        """
        , "uid": "3b6d0a9e-1f8b-4f4e-9c9b-0a1b2c3d4e5f",
        "managedFields": [{"manager": "kubectl", "operation": "Update", "fieldsV1": {%s}}]
        """
            .formatted(MANAGED);
    return Reviews.creating(pod(namespace, shape, added)).json().getBytes(StandardCharsets.UTF_8);
  }

  private String pod(String namespace, Shape shape, String metadata) {
    IntStream images = IntStream.rangeClosed(1, shape.containers()).map(it -> it % 10);
    String spec =
        switch (shape.fields()) {
          case MINIMAL -> minimal(images);
          case USUAL -> usual(images);
        };
    return """
    {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web-7d4b9-x2x1", "namespace": "%s",
      "labels": {"app": "web", "tier": "front"}%s}, "spec": %s}
    """
        .formatted(namespace, metadata, spec);
  }

  /** A Deployment with one container. */
  byte[] deployment(String namespace, int number, int image) {
    return """
    {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web-%d", "namespace": "%s",
      "labels": {"app": "web", "app.kubernetes.io/instance": "web-%d"},
      "annotations": {"example.com/owner": "team-%d@example.com", "example.com/revision": "%d"}},
     "spec": {"replicas": 0, "selector": {"matchLabels": {"app": "web", "number": "%d"}},
       "template": {"metadata": {"labels": {"app": "web", "number": "%d"}}, "spec": %s}}}
    """
        .formatted(
            number,
            namespace,
            number,
            number % 50,
            number,
            number,
            number,
            usual(IntStream.of(image)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String minimal(IntStream numbers) {
    return numbers
        .mapToObj(
            image ->
                "{\"name\": \"app%d\", \"image\": \"%s\"}"
                    .formatted(image, images.reference(image)))
        .collect(Collectors.joining(", ", "{\"containers\": [", "]}"));
  }

  private String usual(IntStream numbers) {
    String containers = numbers.mapToObj(this::container).collect(Collectors.joining(","));
    return """
    {"restartPolicy": "Always", "dnsPolicy": "ClusterFirst", "serviceAccountName": "default",
     "schedulerName": "default-scheduler", "terminationGracePeriodSeconds": 30,
     "securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}},
     "tolerations": [{"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute"}],
     "volumes": [{"name": "token", "projected": {"defaultMode": 420, "sources": [{"serviceAccountToken": {"path": "token"}}]}}],
     "containers": [%s]}
    """
        .formatted(containers);
  }

  private String container(int image) {
    return """
    {"name": "app%d", "image": "%s", "imagePullPolicy": "IfNotPresent",
     "env": [{"name": "A", "value": "one"}, {"name": "B", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}],
     "ports": [{"name": "http%d", "containerPort": 8080, "protocol": "TCP"}],
     "resources": {"limits": {"cpu": "1", "memory": "128Mi"}, "requests": {"cpu": "100m", "memory": "64Mi"}},
     "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080, "scheme": "HTTP"}, "periodSeconds": 10},
     "volumeMounts": [{"name": "token", "mountPath": "/var/run/secrets", "readOnly": true}],
     "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}},
     "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File"}
    """
        .formatted(image, images.reference(image), image);
  }
}
