package dev.bedplate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionReviewCodecTest {
  private static final long MOST = 1 << 20;
  private final AdmissionReviewCodec codec = new AdmissionReviewCodec(MOST);

  private Failure failure(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return switch (codec.read(new ByteArrayInputStream(bytes), bytes.length, _ -> null)) {
      case Decoded.Understood understood -> throw new AssertionError(understood);
      case Decoded.Refused(var unanswered) -> unanswered.failure();
    };
  }

  @Test
  void readsTheRequestAndSkipsWhatItDoesNotKnow() {
    String object =
        Reviews.pod("\"newField\": {\"status\": [1, null, {}]},", "\"list\": [null, 2]");
    AdmissionReview review =
        Reviews.updating(Reviews.pod("a"), object).sub("ephemeralcontainers").dryRun().review();
    assertThat(review.uid()).isEqualTo("705ab4f5-6393-11e8-b7cc-42010a800002");
    assertThat(review.apiVersion()).isEqualTo("v1");
    assertThat(review.kind()).isEqualTo("Pod");
    assertThat(review.resource()).isEqualTo("pods");
    assertThat(review.subResource()).isEqualTo("ephemeralcontainers");
    assertThat(review.name()).isEqualTo("web");
    assertThat(review.namespace()).isEqualTo("shop");
    assertThat(review.operation()).isEqualTo(Operation.Update);
    assertThat(review.dryRun()).isTrue();
    assertThat(review.object())
        .hasToString(
            "{apiVersion=v1, kind=Pod, metadata={name=web, namespace=shop, labels={app=web}},"
                + " spec={}}");
    assertThat(review.oldObject()).containsKey("spec");
  }

  @Test
  void readsOfAPodTemplateWhatAnAnswerDependsOnAndKeepsPlaces() {
    String object =
        """
        {"apiVersion": "batch/v1", "kind": "CronJob", "status": {"active": []},
         "metadata": {"name": "report", "uid": "7", "annotations": {"a": "b"},
          "ownerReferences": [{"kind": "App", "controller": true}]},
         "spec": {"schedule": "@daily", "jobTemplate": {"metadata": {"name": "x"}, "spec": {
          "backoffLimit": 1, "template": {"metadata": {"labels": {"a": "b"}}, "spec": {
           "tolerations": [{"key": "a"}], "serviceAccountName": "robot",
           "imagePullSecrets": [{"name": "pull"}],
           "containers": [null, {"name": "a", "image": "a:1", "env": [{"name": "N"}]}],
           "initContainers": [{"image": "b:1", "name": "b", "resources": {"limits": {"cpu": 1}}}],
           "volumes": [{"name": "v", "configMap": {"name": "c"}},
            {"name": "i", "image": {"reference": "c:1", "pullPolicy": "Always"}}]}}}}}}
        """;
    assertThat(Reviews.creating(object).review().object())
        .hasToString(
            "{apiVersion=batch/v1, kind=CronJob,"
                + " metadata={name=report, uid=7, ownerReferences=[{kind=App, controller=true}]},"
                + " spec={jobTemplate={spec={template={spec={serviceAccountName=robot,"
                + " imagePullSecrets=[{name=pull}], containers=[{}, {name=a, image=a:1}],"
                + " initContainers=[{image=b:1, name=b}], volumes=[{name=v},"
                + " {name=i, image={reference=c:1, pullPolicy=Always}}]}}}}}}");
  }

  @Test
  void namesTheGroupOfTheKind() {
    var review = Reviews.creating("{}").of("apps", "Deployment", "deployments").review();
    assertThat(review.apiVersion()).isEqualTo("apps/v1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "null",
        "{} {}",
        "{\"kind\": \"AdmissionReview\", \"apiVersion\": \"admission.k8s.io/v1\"}",
        "{\"kind\": \"AdmissionReview\", \"apiVersion\": \"admission.k8s.io/v1\", \"request\": []}",
      })
  void saysWhatIsMalformed(String body) {
    assertThat(failure(body)).isIn(Failure.Unreadable, Failure.Incomplete);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          admission.k8s.io/v1, admission.k8s.io/v1beta1
          "kind": "AdmissionReview", "kind": "Review"
          "kind": "Pod", "kind": ""
          "operation": "CREATE", "operation": "PATCH"
          "uid": "705ab4f5-6393-11e8-b7cc-42010a800002", "uid": 7
          """)
  void whatTheAnswerDependsOnMustBeThere(String there, String instead) {
    String json = Reviews.creating("{}").json();
    assertThat(json).contains(there);
    assertThat(failure(json.replace(there, instead))).isEqualTo(Failure.Unreadable);
  }

  @Test
  void refusesDeepNestingInsteadOfOverflowing() {
    String deep = "[".repeat(5_000) + "]".repeat(5_000);
    assertThat(failure(Reviews.creating("{\"spec\": " + deep + "}").json()))
        .isEqualTo(Failure.TooLarge);
  }

  @Test
  void repeatsTheUidAndSaysWhyItIsForbidden() throws Exception {
    JsonNode json = json(new Answer(false, "no \"musl\"\nno curl", List.of()));
    assertThat(json.path("apiVersion").asText()).isEqualTo("admission.k8s.io/v1");
    assertThat(json.path("kind").asText()).isEqualTo("AdmissionReview");
    JsonNode response = json.path("response");
    assertThat(response.path("uid").asText()).isEqualTo("u-1");
    assertThat(response.path("allowed").asBoolean(true)).isFalse();
    assertThat(response.path("status").path("code").asInt()).isEqualTo(403);
    assertThat(response.path("status").path("reason").asText()).isEqualTo("Forbidden");
    assertThat(response.path("status").path("message").asText()).isEqualTo("no \"musl\"\nno curl");
  }

  @Test
  void addsWarningsToAnAllowedObject() throws Exception {
    JsonNode response = json(new Answer(true, "", List.of("a", "b"))).path("response");
    assertThat(response.path("allowed").asBoolean()).isTrue();
    assertThat(response.has("status")).isFalse();
    assertThat(response.path("warnings")).extracting(JsonNode::asText).containsExactly("a", "b");
  }

  private JsonNode json(Answer answer) throws Exception {
    return new ObjectMapper().readTree(codec.write("u-1", answer));
  }
}
