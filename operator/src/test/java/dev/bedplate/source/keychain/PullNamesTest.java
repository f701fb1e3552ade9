package dev.bedplate.source.keychain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PullNamesTest {
  @Test
  void a_pod_names_its_secrets_and_its_service_account() {
    var spec =
        Map.of(
            "imagePullSecrets",
            List.of(Map.of("name", "a"), Map.of("name", "b.c")),
            "serviceAccountName",
            "robot");

    assertThat(PullNames.of("ns", spec))
        .isEqualTo(new PullNames("ns", List.of("a", "b.c"), "robot"));
  }

  @Test
  void without_a_name_the_service_account_is_the_default_one() {
    var nothing = new PullNames("ns", List.of(), "default");

    assertThat(PullNames.of("ns", null)).isEqualTo(nothing);
    assertThat(PullNames.of("ns", Map.of("serviceAccountName", ""))).isEqualTo(nothing);
  }

  @Test
  void what_is_no_name_never_becomes_part_of_a_request() {
    var spec =
        Map.of(
            "imagePullSecrets",
            List.of(
                Map.of("name", "../../other/secrets/a"),
                Map.of("name", "a?watch=true"),
                Map.of("name", ""),
                Map.of("name", "A"),
                Map.of("name", 1),
                Map.of(),
                "a",
                Map.of("name", "a".repeat(254))));

    assertThat(PullNames.of("ns", spec).secrets()).isEmpty();
    assertThat(PullNames.of("ns", Map.of("imagePullSecrets", "a")).secrets()).isEmpty();
    assertThat(new ObjectName("ns", "..").isValid()).isFalse();
    assertThat(new ObjectName("../x", "a").isValid()).isFalse();
  }

  @Test
  void only_the_first_sixteen_secrets_count() {
    List<String> many = IntStream.range(0, 40).mapToObj(i -> "s" + i).toList();

    assertThat(new PullNames("ns", many, "default").secrets()).isEqualTo(many.subList(0, 16));
  }
}
