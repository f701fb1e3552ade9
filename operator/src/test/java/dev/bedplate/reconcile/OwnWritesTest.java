package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.cluster.PolicyObject.BaseImagePolicyObject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnWritesTest {
  private final OwnWrites own = new OwnWrites();

  @Test
  void a_status_that_was_written_counts_until_the_watch_has_it() {
    own.remember(object("10", 2));
    assertThat(own.newest(object("9", 1))).as("the watch is behind").isEqualTo(status(2));
    assertThat(own.newest(object("10", 2))).isEqualTo(status(2));
    assertThat(own.newest(object("11", 3))).as("somebody else wrote").isEqualTo(status(3));
  }

  @Test
  void versions_are_compared_as_numbers_of_one_object() {
    own.remember(object("100", 2));
    assertThat(own.newest(object("99", 1))).isEqualTo(status(2));
    own.retain(Set.of());
    assertThat(own.newest(object("99", 1))).isEqualTo(status(1));
  }

  private static BaseImagePolicyObject object(String version, int wouldDeny) {
    BaseImagePolicyObject object =
        PolicyTexts.read(BaseImagePolicyObject.class, 1, "{rules: {libc: {deny: [Musl]}}}");
    object.getMetadata().setResourceVersion(version);
    object.setAdditionalProperty("status", status(wouldDeny));
    return object;
  }

  private static Map<String, Object> status(int wouldDeny) {
    return Map.of("wouldDeny", wouldDeny);
  }
}
