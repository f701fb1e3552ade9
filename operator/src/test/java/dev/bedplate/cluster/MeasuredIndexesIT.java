package dev.bedplate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Inspection;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.registry.MeasuredIndex;
import dev.bedplate.source.registry.TestRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The indexes of which is known what containerd runs, in the cluster and after a restart. */
@WithApiServer
class MeasuredIndexesIT {
  private static final Inventory.Settings WAITING =
      Inventory.Settings.DEFAULTS.waiting(Duration.ofSeconds(20));

  private record Question(MeasuredIndex index, Platform platform) {
    List<Inspection> ask(Replica replica) {
      return replica.ask(index.reference(), platform, Replica.access(Duration.ofSeconds(30)));
    }
  }

  @Test
  void S_35_all_that_could_run_is_judged_and_known_to_the_next_process_without_a_request(
      ApiServer server) throws Exception {
    server.applyDefinitions();
    try (TestRegistry registry = TestRegistry.start()) {
      var questions = new LinkedHashMap<Question, List<Inspection>>();
      try (Replica first = new Replica(server.admin(), WAITING).watching()) {
        for (MeasuredIndex index : MeasuredIndex.all(registry)) {
          index
              .judged()
              .forEach(
                  (platform, expected) -> {
                    var question = new Question(index, platform);
                    List<Inspection> found = question.ask(first);
                    assertThat(index.judged(found)).as(index.name()).isEqualTo(expected);
                    questions.put(question, found);
                  });
        }
      }
      registry.forgetRequests();
      var known = new ArrayList<String>();
      try (Replica next = new Replica(server.admin(), WAITING).watching()) {
        for (Map.Entry<Question, List<Inspection>> asked : questions.entrySet()) {
          if (canBeKnown(asked.getValue())) {
            Question question = asked.getKey();
            assertThat(question.ask(next)).as(question.index().name()).isEqualTo(asked.getValue());
            assertThat(registry.lines()).as(question.index().name()).isEmpty();
            known.add(question.index().name());
          }
        }
      }
      assertThat(known).hasSizeGreaterThan(50);
    }
  }

  /** What could not be read is asked for again. */
  private static boolean canBeKnown(List<Inspection> found) {
    return found.stream().anyMatch(it -> it instanceof Inspection.Inspected)
        && MeasuredIndex.reasons(found).stream()
            .allMatch(it -> it == UndecidedReason.UnsupportedImage);
  }
}
