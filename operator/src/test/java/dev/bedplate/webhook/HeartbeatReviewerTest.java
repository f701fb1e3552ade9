package dev.bedplate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeartbeatReviewerTest {
  private static final Reviewer.Review NEXT = new Reviewer.Review.Unreadable("asked the next");
  private static final Map<String, Object> QUESTION =
      Map.of("metadata", Map.of("labels", Map.of(Heartbeat.LABEL, "q")));

  private static Reviewer.Review answer(
      boolean policies, String kind, String name, @Nullable Map<String, Object> object) {
    return new HeartbeatReviewer((_, _) -> NEXT, _ -> policies, Clock.systemUTC())
        .review(
            new AdmissionReview(
                "uid",
                "bedplate.dev/v1alpha1",
                kind,
                "inspectedimages",
                "",
                name,
                "",
                Operation.Create,
                true,
                object,
                null),
            Duration.ofSeconds(5));
  }

  @Test
  void S_34_a_heartbeat_is_refused_with_what_follows_from_its_question() {
    assertThat(answer(true, "InspectedImage", Heartbeat.NAME, QUESTION))
        .isInstanceOfSatisfying(
            Reviewer.Review.Answered.class,
            it -> {
              assertThat(it.answer().allowed()).isFalse();
              assertThat(it.answer().message()).isEqualTo(Heartbeat.answer("q"));
            });
    assertThat(Heartbeat.answer("q")).isNotEqualTo(Heartbeat.answer("p")).doesNotContain(" q");
  }

  @Test
  void S_34_who_could_judge_nothing_has_no_heartbeat() {
    assertThat(answer(false, "InspectedImage", Heartbeat.NAME, QUESTION))
        .isInstanceOf(Reviewer.Review.Unprepared.class);
  }

  @Test
  void everything_else_is_for_the_next() {
    assertThat(answer(true, "Pod", Heartbeat.NAME, QUESTION)).isEqualTo(NEXT);
    assertThat(answer(true, "InspectedImage", "sha256-1", QUESTION)).isEqualTo(NEXT);
    assertThat(answer(true, "InspectedImage", Heartbeat.NAME, Map.of())).isEqualTo(NEXT);
    assertThat(answer(true, "InspectedImage", Heartbeat.NAME, null)).isEqualTo(NEXT);
  }
}
