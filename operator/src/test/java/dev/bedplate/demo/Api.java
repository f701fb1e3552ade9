package dev.bedplate.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plain requests to an API server, so that warnings and tables are seen as they are sent. */
record Api(KubernetesClient client) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SECONDS = 20;

  Answer get(String path, String accept) {
    return send(request(path).header("Accept", accept).build());
  }

  Answer get(String path) {
    return get(path, "application/json");
  }

  Answer post(String path, JsonNode object) {
    return send(request(path).post("application/json", object.toString()).build());
  }

  private HttpRequest.Builder request(String path) {
    String server = client.getConfiguration().getMasterUrl().replaceAll("/$", "");
    return client.getHttpClient().newHttpRequestBuilder().uri(server + path);
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response =
          client.getHttpClient().sendAsync(request, String.class).get(SECONDS, TimeUnit.SECONDS);
      return new Answer(
          response.code(),
          JSON.readTree(response.body()),
          response.headers("Warning").stream().map(Api::text).toList());
    } catch (ExecutionException | TimeoutException | JsonProcessingException e) {
      throw new IllegalStateException(request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(request.uri() + ": interrupted", e);
    }
  }

  /** The text of a header such as {@code 299 - "text"}. */
  private static String text(String header) {
    return header
        .replaceFirst("^299 \\S+ \"", "")
        .replaceFirst("\"$", "")
        .replace("\\\"", "\"")
        .replace("\\\\", "\\");
  }
}
