package dev.bedplate.event;

import static dev.bedplate.event.EventWriterTest.about;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.fixture.MockCluster;
import dev.bedplate.fixture.MovingClock;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventRecorderTest {
  private final MockCluster cluster = new MockCluster();

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void whatWasSaidBeforeTheEndIsWritten() {
    try (var recorder = new EventRecorder(cluster.client(), "pod", new MovingClock())) {
      IntStream.range(0, 20).forEach(i -> recorder.record(about("web-" + i, "app: musl")));
    }
    assertThat(cluster.client().resources(Event.class).inAnyNamespace().list().getItems())
        .hasSize(20);
  }

  /** the writer stands still after its burst of 50; the caller never does. */
  @Test
  void aFullQueueDropsAndCountsAndNeverMakesTheCallerWait() throws Exception {
    var standing = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var recorder =
        new EventRecorder(
            cluster.client(),
            "pod",
            new MovingClock(),
            _ -> {
              standing.countDown();
              release.await();
              throw new InterruptedException();
            });
    IntStream.range(0, 51).forEach(i -> recorder.record(about("web-" + i, "app: musl")));
    standing.await();
    IntStream.range(0, 1024).forEach(i -> recorder.record(about("api-" + i, "app: musl")));
    assertThat(recorder.dropped()).isZero();
    recorder.record(about("one-more", "app: musl"));
    assertThat(recorder.dropped()).isEqualTo(1);
    release.countDown();
    recorder.close();
    assertThat(recorder.dropped()).isEqualTo(1025);
    recorder.record(about("too-late", "app: musl"));
    assertThat(recorder.dropped()).isEqualTo(1026);
  }
}
