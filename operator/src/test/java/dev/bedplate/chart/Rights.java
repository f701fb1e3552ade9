package dev.bedplate.chart;

import dev.bedplate.cluster.ApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import org.awaitility.Awaitility;

/** The accounts of the chart on a server, and what each of them may do. */
public final class Rights {
  /** The service account of the controller, in {@link Chart#NAMESPACE}. */
  public static final String CONTROLLER = "bedplate-controller";

  /** The service account of the webhook, in {@link Chart#NAMESPACE}. */
  public static final String WEBHOOK = "bedplate-webhook";

  private final ApiServer server;

  private Rights(ApiServer server) {
    this.server = server;
  }

  /**
   * Makes the chart's namespace, service accounts and their roles, as the chart has them for these
   * values, and waits until they are in force; {@link ApiServer#serviceAccount} then gives a client
   * that is one of them.
   */
  public static Rights grant(ApiServer server, String values) {
    server
        .admin()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(Chart.NAMESPACE)
                .endMetadata()
                .build())
        .serverSideApply();
    for (HasMetadata object : Chart.rendered(values).objects()) {
      if (object instanceof ServiceAccount
          || object.getApiVersion().startsWith("rbac.authorization.k8s.io/")) {
        server.admin().resource(object).forceConflicts().serverSideApply();
      }
    }
    var rights = new Rights(server);
    rights.awaitMarker(Marker.unique());
    return rights;
  }

  private void awaitMarker(Marker marker) {
    marker.objects().forEach(object -> server.admin().resource(object).create());
    Awaitility.await()
        .until(() -> marker.deeds().stream().allMatch(d -> allowed(marker.name(), d)));
    marker.objects().forEach(object -> server.admin().resource(object).delete());
  }

  /** Whether the API server would let an account of the chart do this. */
  boolean may(String account, ResourceAttributes what) {
    return allowed("system:serviceaccount:" + Chart.NAMESPACE + ":" + account, what);
  }

  private boolean allowed(String user, ResourceAttributes what) {
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user)
            .withResourceAttributes(what)
            .endSpec()
            .build();
    return server.admin().resource(review).create().getStatus().getAllowed();
  }
}
