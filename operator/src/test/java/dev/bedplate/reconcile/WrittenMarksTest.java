package dev.bedplate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.cluster.WorkloadObject;
import dev.bedplate.cluster.WorkloadObject.DeploymentObject;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WrittenMarksTest {
  private static final Marks VIOLATING = new Marks(Map.of(Marks.VERDICT, "Violating"), Map.of());
  private final WrittenMarks written = new WrittenMarks();

  private static WorkloadObject object(String version, Map<String, String> labels) {
    var object = new DeploymentObject();
    object.setMetadata(
        new ObjectMetaBuilder()
            .withUid("u")
            .withResourceVersion(version)
            .withLabels(labels)
            .build());
    return object;
  }

  @Test
  void an_object_that_the_watch_still_shows_as_before_shows_what_was_written() {
    written.remember(object("1", Map.of()), VIOLATING);
    assertThat(written.shown(object("1", Map.of()))).isEqualTo(VIOLATING);
  }

  @Test
  void an_object_that_somebody_changed_shows_what_it_says() {
    written.remember(object("1", Map.of()), VIOLATING);
    assertThat(written.shown(object("2", Map.of()))).isEqualTo(Marks.NONE);
    assertThat(written.shown(object("1", Map.of())))
        .as("what was written is forgotten by then")
        .isEqualTo(Marks.NONE);
  }

  @Test
  void the_oldest_of_very_many_are_forgotten() {
    written.remember(object("1", Map.of()), VIOLATING);
    for (int i = 0; i < 1000; i++) {
      WorkloadObject other = object("1", Map.of());
      other.getMetadata().setUid("other-" + i);
      written.remember(other, VIOLATING);
    }
    assertThat(written.shown(object("1", Map.of()))).isEqualTo(Marks.NONE);
  }
}
