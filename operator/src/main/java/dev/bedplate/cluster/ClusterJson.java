package dev.bedplate.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bedplate.cluster.PolicyObject.BaseImageExceptionObject;
import dev.bedplate.cluster.PolicyObject.BaseImagePolicyObject;
import dev.bedplate.workload.manifest.WorkloadKind;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/**
 * How a client of the cluster reads JSON. A watch is told of objects of any kind: here it knows
 * those that Bedplate watches, each as its reduced class, where the client by itself would load the
 * classes of every kind there is and make a whole Deployment of what is reduced to its images
 * afterwards.
 */
public final class ClusterJson {
  private static final List<Class<? extends KubernetesResource>> WATCHED =
      List.of(
          // of the error that ends a watch
          Status.class,
          BaseImagePolicyObject.class,
          BaseImageExceptionObject.class,
          InspectedImageObject.class,
          NamespaceObject.class,
          NodeObject.class);

  private ClusterJson() {}

  /** The reading of one client. */
  public static KubernetesSerialization serialization() {
    var serialization = new KubernetesSerialization(new ObjectMapper(), false);
    WATCHED.forEach(serialization::registerKubernetesResource);
    for (WorkloadKind kind : WorkloadKind.values()) {
      serialization.registerKubernetesResource(WorkloadObject.typeOf(kind));
    }
    return serialization;
  }
}
