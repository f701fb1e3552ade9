package dev.bedplate.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a person at a terminal sees of the API server: status, text and warnings. */
record Api(KubernetesClient client) {
  private static final int SECONDS = 20;

  /**
   * One answer.
   *
   * @param warnings texts of the warnings, as kubectl prints them
   */
  record Answer(int status, String body, List<String> warnings) {
    boolean created() {
      return status == 201 || status == 200;
    }
  }

  Answer post(String path, String yaml) {
    return send(path, "POST", "application/yaml", yaml);
  }

  /** For what would take an API server long to read as YAML. */
  Answer postJson(String path, String json) {
    return send(path, "POST", "application/json", json);
  }

  Answer put(String path, String yaml) {
    return send(path, "PUT", "application/yaml", yaml);
  }

  Answer patch(String path, String json) {
    return send(path, "PATCH", "application/merge-patch+json", json);
  }

  Answer strategicPatch(String path, String json) {
    return send(path, "PATCH", "application/strategic-merge-patch+json", json);
  }

  Answer delete(String path) {
    return send(path, "DELETE", "application/json", "{}");
  }

  Answer get(String path) {
    return answer(request(path).build());
  }

  private Answer send(String path, String method, String type, String body) {
    return answer(request(path).method(method, type, body).build());
  }

  private HttpRequest.Builder request(String path) {
    String server = client.getConfiguration().getMasterUrl().replaceAll("/$", "");
    return client.getHttpClient().newHttpRequestBuilder().uri(server + path);
  }

  private Answer answer(HttpRequest request) {
    try {
      HttpResponse<String> response =
          client.getHttpClient().sendAsync(request, String.class).get(SECONDS, TimeUnit.SECONDS);
      List<String> warnings =
          response.headers("Warning").stream()
              .map(it -> it.replaceFirst("^299 - \"", "").replaceFirst("\"$", ""))
              .toList();
      return new Answer(response.code(), response.body(), warnings);
    } catch (Exception e) {
      throw new IllegalStateException(request.uri() + ": " + e, e);
    }
  }
}
