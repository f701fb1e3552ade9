package dev.bedplate.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.fixture.MockCluster;
import dev.bedplate.fixture.MovingClock;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventWriterTest {
  private static final ObjectRef POLICY =
      new ObjectRef("bedplate.dev/v1alpha1", "BaseImagePolicy", null, "bases", "p-1");

  private final MockCluster cluster = new MockCluster();
  private final MovingClock clock = new MovingClock();
  private final LongAdder dropped = new LongAdder();
  private Duration paused = Duration.ZERO;
  private final EventWriter writer =
      new EventWriter(
          new EventsApi(cluster.client(), "pod-".repeat(50)), clock, this::pause, dropped);

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void anEventCarriesEverythingItsReaderNeeds() throws Exception {
    writer.write(about("web", "app: musl"));
    Event event = events().getFirst();
    assertThat(event.getMetadata().getNamespace()).isEqualTo("shop");
    assertThat(event.getMetadata().getName()).startsWith("web.");
    assertThat(event.getEventTime().getTime()).isEqualTo("2026-11-23T10:00:00.000000Z");
    assertThat(event.getReportingController()).isEqualTo("bedplate.dev/operator");
    assertThat(event.getReportingInstance()).startsWith("pod-pod-");
    assertThat(event.getReportingInstance().getBytes(StandardCharsets.UTF_8).length).isEqualTo(128);
    assertThat(event.getType()).isEqualTo("Warning");
    assertThat(event.getReason()).isEqualTo("BaseImageViolation");
    assertThat(event.getAction()).isEqualTo("Judged");
    assertThat(event.getNote()).isEqualTo("app: musl");
    assertThat(event.getRegarding().getUid()).isEqualTo("w-1");
    assertThat(event.getRelated().getName()).isEqualTo("bases");
    assertThat(event.getSeries()).isNull();
  }

  @Test
  void theSameAgainIsCountedAndWrittenAtMostEveryThirtySeconds() throws Exception {
    writer.write(about("web", "app: musl"));
    writer.write(about("web", "app: musl"));
    clock.advance(Duration.ofSeconds(29));
    writer.write(about("web", "app: musl"));
    assertThat(cluster.requests()).noneMatch(request -> request.startsWith("PATCH "));
    clock.advance(Duration.ofSeconds(1));
    writer.refresh();
    writer.refresh();
    assertThat(cluster.requests()).filteredOn(request -> request.startsWith("PATCH ")).hasSize(1);
    Event event = events().getFirst();
    assertThat(event.getSeries().getCount()).isEqualTo(3);
    assertThat(event.getSeries().getLastObservedTime().getTime())
        .isEqualTo("2026-11-23T10:00:29.000000Z");
  }

  @Test
  void afterAQuietTimeTheSameIsANewEvent() throws Exception {
    writer.write(about("web", "app: musl"));
    clock.advance(Duration.ofMinutes(6));
    writer.write(about("web", "app: musl"));
    assertThat(events()).hasSize(2);
  }

  @Test
  void anotherNoteOrObjectIsAnotherEvent() throws Exception {
    writer.write(about("web", "app: musl"));
    writer.write(about("web", "app: too large"));
    writer.write(about("api", "app: musl"));
    assertThat(events()).hasSize(3);
  }

  @Test
  void anEventAboutAClusterScopedObjectLivesInDefault() throws Exception {
    writer.write(new Notice(POLICY, null, EventReason.PolicyAccepted, "Compiled", "in force"));
    Event event = events().getFirst();
    assertThat(event.getMetadata().getNamespace()).isEqualTo("default");
    assertThat(event.getType()).isEqualTo("Normal");
  }

  @Test
  void oneObjectMaySayTwentyFiveThingsAndThenOneEveryFiveMinutes() throws Exception {
    for (int i = 0; i < 30; i++) {
      writer.write(about("web", "note " + i));
    }
    assertThat(events()).hasSize(25);
    assertThat(dropped.sum()).isEqualTo(5);
    writer.write(about("api", "note"));
    assertThat(events()).hasSize(26);
    clock.advance(Duration.ofMinutes(5));
    writer.write(about("web", "note 31"));
    writer.write(about("web", "note 32"));
    assertThat(events()).hasSize(27);
  }

  @Test
  void manyObjectsAreWrittenTenPerSecondAfterABurstOfFifty() throws Exception {
    for (int i = 0; i < 60; i++) {
      writer.write(about("web-" + i, "app: musl"));
    }
    assertThat(events()).hasSize(60);
    assertThat(paused).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest(name = "R-15 {0}")
  @ValueSource(ints = {403, 404, 429, 500, 503})
  void whatTheApiRefusesIsCountedAndSaidAgainTheNextTime(int code) throws Exception {
    cluster.refuse(code);
    writer.write(about("web", "app: musl"));
    assertThat(dropped.sum()).isEqualTo(1);
    cluster.refuse(0);
    writer.write(about("web", "app: musl"));
    assertThat(events()).hasSize(1);
  }

  @Test
  void aSeriesWhoseEventIsGoneBeginsAnew() throws Exception {
    writer.write(about("web", "app: musl"));
    cluster.client().resource(events().getFirst()).delete();
    clock.advance(Duration.ofSeconds(31));
    writer.write(about("web", "app: musl"));
    assertThat(dropped.sum()).isEqualTo(1);
    writer.write(about("web", "app: musl"));
    assertThat(events()).hasSize(1);
  }

  @Test
  void longTextIsCutBetweenCharacters() {
    Notice notice = about("web", "ä".repeat(1000));
    assertThat(notice.note()).startsWith("ää").endsWith("ä…");
    assertThat(notice.note().getBytes(StandardCharsets.UTF_8).length).isBetween(1020, 1024);
    assertThat(EventName.of(about("w".repeat(300), "").regarding(), clock.instant(), 7).name())
        .hasSizeLessThan(253)
        .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  }

  static Notice about(String name, String note) {
    ObjectRef workload = new ObjectRef("apps/v1", "Deployment", "shop", name, "w-1");
    return new Notice(workload, POLICY, EventReason.BaseImageViolation, "Judged", note);
  }

  private List<Event> events() {
    return cluster.client().resources(Event.class).inAnyNamespace().list().getItems();
  }

  private void pause(Duration time) {
    paused = paused.plus(time);
    clock.advance(time);
  }
}
