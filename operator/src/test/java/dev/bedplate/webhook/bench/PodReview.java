package dev.bedplate.webhook.bench;

import dev.bedplate.webhook.Reviews;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The creation of a Pod as the API server posts it, with the fields that defaulting fills in. */
final class PodReview {
  private static final String MANAGED =
      IntStream.range(0, 40)
          .mapToObj(i -> "\"f:field%d\": {\"f:name\": {}}".formatted(i))
          .collect(Collectors.joining(", "));

  private PodReview() {}

  static byte[] of(int containers) {
    String list =
        IntStream.range(0, containers)
            .mapToObj(PodReview::container)
            .collect(Collectors.joining(","));
    String pod =
        """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web-7d4b9-x2x1", "namespace": "shop",
          "uid": "3b6d0a9e-1f8b-4f4e-9c9b-0a1b2c3d4e5f", "labels": {"app": "web", "tier": "front"},
          "managedFields": [{"manager": "kubectl", "operation": "Update", "fieldsV1": {%s}}]},
         "spec": {"restartPolicy": "Always", "dnsPolicy": "ClusterFirst", "serviceAccountName": "default",
           "schedulerName": "default-scheduler", "terminationGracePeriodSeconds": 30,
           "securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}},
           "tolerations": [{"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute"}],
           "volumes": [{"name": "token", "projected": {"defaultMode": 420, "sources": [{"serviceAccountToken": {"path": "token"}}]}}],
           "containers": [%s]},
         "status": {"phase": "Pending", "qosClass": "BestEffort"}}
        """
            .formatted(MANAGED, list);
    return Reviews.creating(pod).json().getBytes(StandardCharsets.UTF_8);
  }

  private static String container(int number) {
    return """
    {"name": "app%d", "image": "registry.example/shop/app%d@%s", "imagePullPolicy": "IfNotPresent",
     "env": [{"name": "A", "value": "one"}, {"name": "B", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}],
     "ports": [{"name": "http", "containerPort": 8080, "protocol": "TCP"}],
     "resources": {"limits": {"cpu": "1", "memory": "128Mi"}, "requests": {"cpu": "100m", "memory": "64Mi"}},
     "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080, "scheme": "HTTP"}, "periodSeconds": 10},
     "volumeMounts": [{"name": "token", "mountPath": "/var/run/secrets", "readOnly": true}],
     "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}},
     "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File"}
    """
        .formatted(number, number, KnownImages.digest(number));
  }
}
