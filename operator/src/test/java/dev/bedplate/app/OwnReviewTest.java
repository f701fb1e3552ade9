package dev.bedplate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Digest;
import dev.bedplate.webhook.AdmissionReview;
import dev.bedplate.webhook.Answer;
import dev.bedplate.webhook.Operation;
import dev.bedplate.webhook.Reviewer.Review.Answered;
import dev.bedplate.webhook.server.ServerSettings;
import dev.bedplate.webhook.server.WebhookServer;
import dev.bedplate.webhook.tls.SelfSigned;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnReviewTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Digest DIGEST = Digest.of("sha256:" + "a".repeat(64));
  private final OwnReview own = new OwnReview();

  @Test
  void it_goes_all_the_way_of_a_review_and_leaves_nothing_behind() throws Exception {
    List<AdmissionReview> asked = new ArrayList<>();
    try (WebhookServer server =
        WebhookServer.start(
            ServerSettings.at(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Duration.ofSeconds(5)),
            SelfSigned.generate(List.of("webhook.example"), CLOCK.instant()).certificate(),
            (review, _) -> {
              asked.add(review);
              return new Answered(Answer.ALLOWED);
            },
            _ -> {},
            CLOCK)) {
      assertThat(own.post(server.port(), "registry.example/app@" + DIGEST)).isTrue();
    }
    assertThat(asked)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(own.is(it.uid())).isTrue();
              assertThat(it.dryRun()).isTrue();
              assertThat(it.operation()).isEqualTo(Operation.Create);
              assertThat(String.valueOf(it.object())).contains("registry.example/app@" + DIGEST);
            });
  }

  @Test
  void it_asks_about_a_digest_so_that_no_tag_is_looked_up() {
    assertThat(OwnReview.image("nginx:1.27", DIGEST))
        .isEqualTo("docker.io/library/nginx@" + DIGEST);
    assertThat(OwnReview.image("NO/IMAGE", DIGEST)).isEqualTo(OwnReview.NO_IMAGE);
    assertThat(own.is("3b6d0a9e-1f8b-4f4e-9c9b-0a1b2c3d4e5f")).isFalse();
  }
}
