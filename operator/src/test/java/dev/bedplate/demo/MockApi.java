package dev.bedplate.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.HashMap;

/**
 * fabric8's mock server, on the loopback interface: keeps objects, and everybody may everything.
 */
final class MockApi implements AutoCloseable {
  private static final String RULES_REVIEW = "selfsubjectrulesreviews";
  private static final String EVERYTHING =
      """
      {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectRulesReview",
       "status": {"incomplete": false, "nonResourceRules": [], "resourceRules": [
         {"verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]}]}}
      """;

  private final KubernetesMockServer server;
  private final KubernetesClient client;

  MockApi() {
    server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new Permitting(), false);
    server.init();
    client = server.createClient();
  }

  KubernetesClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
  }

  /**
   * Says yes to who asks whether it may hold a lease, and passes over selectors that leave
   * namespaces out, which this server takes for those that want them.
   */
  private static final class Permitting extends KubernetesCrudDispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      String path = String.valueOf(request.getPath());
      if (path.endsWith(RULES_REVIEW)) {
        return new MockResponse()
            .setResponseCode(201)
            .setHeader("Content-Type", "application/json")
            .setBody(EVERYTHING);
      }
      return super.dispatch(
          new RecordedRequest(
              request.getHttpVersion(),
              request.method(),
              path.replaceFirst("fieldSelector=metadata\\.namespace[^&]*&?", ""),
              request.getHeaders(),
              request.getBody()));
    }
  }
}
