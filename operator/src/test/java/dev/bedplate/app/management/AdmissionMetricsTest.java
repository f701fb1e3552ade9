package dev.bedplate.app.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.policy.Report;
import dev.bedplate.policy.Verdict;
import dev.bedplate.webhook.Admission;
import dev.bedplate.webhook.AdmissionReview;
import dev.bedplate.webhook.Answer;
import dev.bedplate.webhook.Asked;
import dev.bedplate.webhook.Failure;
import dev.bedplate.webhook.Operation;
import dev.bedplate.webhook.Unanswered;
import dev.bedplate.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionMetricsTest {
  private static final Answer WARNED = new Answer(true, "", List.of("musl"));
  private static final Answer DENIED = new Answer(false, "musl", List.of());
  private final Metrics metrics = new Metrics("1.2.3");
  private final AdmissionMetrics admission = metrics.admission();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void answers_are_counted_by_result_and_verdict() {
    answered(null, Answer.ALLOWED);
    answered(new Verdict.Compliant(), Answer.ALLOWED);
    answered(new Verdict.NotApplicable(), Answer.ALLOWED);
    answered(new Verdict.Exempt(List.of()), Answer.ALLOWED);
    answered(new Verdict.Undecided(List.of(), List.of()), WARNED);
    answered(new Verdict.Violating(List.of(), List.of()), DENIED);
    answered(new Verdict.Violating(List.of(), List.of()), DENIED);

    assertThat(counted())
        .containsExactly(
            "{result=\"Allowed\",verdict=\"Compliant\"} 1",
            "{result=\"Allowed\",verdict=\"Exempt\"} 1",
            "{result=\"Allowed\",verdict=\"None\"} 1",
            "{result=\"Allowed\",verdict=\"NotApplicable\"} 1",
            "{result=\"Denied\",verdict=\"Violating\"} 2",
            "{result=\"Warned\",verdict=\"Undecided\"} 1");
  }

  @Test
  void a_warning_does_not_make_a_refusal_less() {
    answered(new Verdict.Violating(List.of(), List.of()), new Answer(false, "a", List.of("b")));

    assertThat(counted()).containsExactly("{result=\"Denied\",verdict=\"Violating\"} 1");
  }

  @Test
  void the_time_to_an_answer_falls_into_fixed_buckets() {
    answered(null, Answer.ALLOWED, Duration.ofMillis(3));
    answered(null, Answer.ALLOWED, Duration.ofSeconds(20));

    Exposition read = Exposition.of(metrics.text());
    String bucket = "bedplate_admission_duration_seconds_bucket{le=\"%s\"}";
    assertThat(read.value(bucket.formatted("0.0025"))).isZero();
    assertThat(read.value(bucket.formatted("0.005"))).isOne();
    assertThat(read.value(bucket.formatted("10.0"))).isOne();
    assertThat(read.value(bucket.formatted("+Inf"))).isEqualTo(2);
    assertThat(read.value("bedplate_admission_duration_seconds_sum")).isEqualTo(20.003);
    assertThat(read.value("bedplate_admission_duration_seconds_max")).isEqualTo(20);
  }

  @Test
  void reviews_without_an_answer_are_counted_by_kind_from_the_beginning() {
    admission.failed(new Unanswered(Failure.TooLarge, "too large", Asked.NOTHING));
    admission.failed(new Unanswered(Failure.TooLarge, "too large", Asked.NOTHING));
    admission.failed(new Unanswered(Failure.Error, "see the log", Asked.of(review())));

    Exposition read = Exposition.of(metrics.text());
    for (Failure kind : Failure.values()) {
      double expected =
          switch (kind) {
            case TooLarge -> 2;
            case Error -> 1;
            case Unreadable, Incomplete, Busy, Unprepared, Late -> 0;
          };
      assertThat(read.value("bedplate_admission_failures_total{kind=\"" + kind + "\"}"))
          .as("%s", kind)
          .isEqualTo(expected);
    }
  }

  private void answered(@Nullable Verdict verdict, Answer answer) {
    answered(verdict, answer, Duration.ofMillis(1));
  }

  private void answered(@Nullable Verdict verdict, Answer answer, Duration took) {
    var workload = new Workload("Pod", "shop", "web", Map.of(), null, List.of(), null);
    Report report = verdict == null ? null : new Report(workload, verdict, !answer.allowed());
    admission.answered(new Admission(review(), report, answer, took));
  }

  private List<String> counted() {
    String name = "bedplate_admission_reviews_total";
    return Exposition.of(metrics.text()).samples().entrySet().stream()
        .filter(it -> it.getKey().startsWith(name) && it.getValue() > 0)
        .map(it -> it.getKey().substring(name.length()) + " " + it.getValue().intValue())
        .toList();
  }

  private static AdmissionReview review() {
    return new AdmissionReview(
        "1", "v1", "Pod", "pods", "", "web", "shop", Operation.Create, false, null, null);
  }
}
