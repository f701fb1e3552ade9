package dev.bedplate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bedplate.fixture.Trust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Asks the webhook about an object as an API server does: an AdmissionReview over HTTPS. */
final class Reviews {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private Reviews() {}

  /** Whether an API server asks the webhook about it. */
  static boolean judged(Manifest manifest) {
    return switch (manifest.resource()) {
      case Pod, Deployment, StatefulSet, CronJob -> true;
      case Namespace, Event, BaseImagePolicy, BaseImageException, InspectedImage -> false;
    };
  }

  /** What the API server would answer: the warnings, and for a refusal the status. */
  static Answer post(Manifest manifest, URI url, String authority) {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(review(manifest).toString()))
            .build();
    try (HttpClient client = HttpClient.newBuilder().sslContext(Trust.in(authority)).build()) {
      JsonNode body = JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
      return answer(body.path("response"));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(url + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(url + ": interrupted", e);
    }
  }

  private static ObjectNode review(Manifest manifest) {
    Resource resource = manifest.resource();
    ObjectNode review = JSON.createObjectNode();
    review.put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
    ObjectNode request = review.putObject("request");
    request.put("uid", UUID.randomUUID().toString());
    for (String field : List.of("kind", "requestKind")) {
      typed(request.putObject(field), resource).put("kind", resource.name());
    }
    for (String field : List.of("resource", "requestResource")) {
      typed(request.putObject(field), resource).put("resource", resource.plural());
    }
    request.put("name", manifest.name()).put("namespace", manifest.namespace());
    request.put("operation", "CREATE").put("dryRun", false);
    request.putObject("userInfo").put("username", "demo");
    request.set("object", manifest.object());
    request.putNull("oldObject");
    return review;
  }

  private static ObjectNode typed(ObjectNode node, Resource resource) {
    return node.put("group", resource.group()).put("version", resource.version());
  }

  private static Answer answer(JsonNode response) {
    List<String> warnings = new ArrayList<>();
    response.path("warnings").forEach(it -> warnings.add(it.asText()));
    if (response.path("allowed").asBoolean()) {
      return new Answer(200, response, warnings);
    }
    JsonNode status = response.path("status");
    ObjectNode refusal = JSON.createObjectNode();
    refusal.put("reason", status.path("reason").asText("Forbidden"));
    refusal.put(
        "message",
        "admission webhook \"validate.bedplate.dev\" denied the request: "
            + status.path("message").asText());
    return new Answer(status.path("code").asInt(403), refusal, warnings);
  }
}
