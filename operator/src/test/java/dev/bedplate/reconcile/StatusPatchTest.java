package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.api.v1alpha1.BaseImagePolicyStatus;
import dev.bedplate.api.v1alpha1.BaseImagePolicyStatus.Workloads;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusPatchTest {
  private static final BaseImagePolicyStatus SHOWN =
      new BaseImagePolicyStatus(
          3L, List.of(), new Workloads(2, 1, 1, 0, 0), List.of("LibcDenied: app"), 1);

  @Test
  void nothing_is_written_where_nothing_differs() {
    assertThat(StatusPatch.between("u", SHOWN, SHOWN)).isEmpty();
  }

  @Test
  void only_what_differs_is_written_and_what_is_gone_is_removed() {
    var wanted =
        new BaseImagePolicyStatus(3L, List.of(), new Workloads(2, 2, 0, 0, 0), List.of(), null);
    assertThat(StatusPatch.between("u", SHOWN, wanted))
        .contains(
            "{\"metadata\":{\"uid\":\"u\"},\"status\":{\"workloads\":{\"matched\":2,"
                + "\"compliant\":2,\"violating\":0,\"undecided\":0,\"exempt\":0},"
                + "\"topViolations\":null,\"wouldDeny\":null}}");
  }

  @Test
  void what_an_object_shows_is_read_without_what_a_newer_version_added() {
    var read =
        StatusPatch.read(
            Map.of("observedGeneration", 3, "mood", "good"), BaseImagePolicyStatus.class);
    assertThat(read).isEqualTo(new BaseImagePolicyStatus(3L, List.of(), null, List.of(), null));
    assertThat(StatusPatch.read(null, BaseImagePolicyStatus.class).observedGeneration()).isNull();
  }
}
