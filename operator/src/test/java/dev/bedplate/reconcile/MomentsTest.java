package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.catalog.Catalog;
import dev.bedplate.catalog.PolicyReader.Document.ExceptionDocument;
import dev.bedplate.catalog.PolicyReader.Document.PolicyDocument;
import dev.bedplate.cluster.PolicyObject.BaseImageExceptionObject;
import dev.bedplate.cluster.PolicyObject.BaseImagePolicyObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MomentsTest {
  private static final Catalog CATALOG = catalog();

  @Test
  void a_moment_passes_once() {
    assertThat(passed("09:59:58", "09:59:59")).isFalse();
    assertThat(passed("09:59:59", "10:00:00")).as("enforceAfter").isTrue();
    assertThat(passed("10:00:00", "10:00:02")).isFalse();
    assertThat(passed("11:59:00", "12:01:00")).as("expires").isTrue();
  }

  @Test
  void support_is_by_the_day() {
    assertThat(
            Moments.passed(
                new Catalog(List.of(), List.of()),
                Instant.parse("2026-11-24T23:59:59Z"),
                Instant.parse("2026-11-25T00:00:00Z")))
        .isTrue();
  }

  private static boolean passed(String before, String now) {
    return Moments.passed(
        CATALOG,
        Instant.parse("2026-11-24T" + before + "Z"),
        Instant.parse("2026-11-24T" + now + "Z"));
  }

  private static Catalog catalog() {
    var policy =
        (PolicyDocument)
            PolicyTexts.compiled(
                    PolicyTexts.read(
                        BaseImagePolicyObject.class,
                        1,
                        "{enforceAfter: '2026-11-24T10:00:00Z', rules: {libc: {deny: [Musl]}}}"))
                .document();
    var exception =
        (ExceptionDocument)
            PolicyTexts.compiled(
                    PolicyTexts.read(
                        BaseImageExceptionObject.class,
                        1,
                        "{policies: [it], justification: x, expires: '2026-11-24T12:00:00Z'}"))
                .document();
    return new Catalog(List.of(policy.policy()), List.of(exception.exception()));
  }
}
