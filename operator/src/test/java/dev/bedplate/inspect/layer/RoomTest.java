package dev.bedplate.inspect.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.ImageUnavailableException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A heap of 160 bytes: 20 for everybody together, 10 of them for one image, 80 for a large one. */
class RoomTest {
  private final Room room = new Room(160);

  @Test
  void small_images_are_read_side_by_side() {
    try (Room.Share one = room.share();
        Room.Share other = room.share()) {
      assertThat(one.take(10)).isTrue();
      assertThat(other.take(10)).isTrue();
    }
  }

  @Test
  void S_11_one_image_at_a_time_may_take_half_and_no_image_more() {
    try (Room.Share one = room.share();
        Room.Share other = room.share()) {
      assertThat(one.take(10)).isTrue();
      assertThat(one.take(70)).isTrue();
      assertThatThrownBy(() -> other.take(11)).isInstanceOf(Room.Crowded.class);
      assertThat(one.take(1)).isFalse();
    }
  }

  @Test
  void what_is_common_runs_out() {
    try (Room.Share first = room.share();
        Room.Share second = room.share();
        Room.Share third = room.share();
        Room.Share fourth = room.share()) {
      first.take(10);
      second.take(10);
      third.take(1);
      assertThatThrownBy(() -> fourth.take(1)).isInstanceOf(Room.Crowded.class);
    }
  }

  @Test
  void who_waits_gets_the_half_when_its_owner_is_done() throws Exception {
    Room.Share one = room.share();
    one.take(80);
    try (Room.Share other = room.share()) {
      assertThatThrownBy(() -> other.take(80)).isInstanceOf(Room.Crowded.class);
      Thread closing = Thread.startVirtualThread(one::close);

      other.waitForAll("a:1", in(Duration.ofMinutes(1)));

      closing.join();
      assertThat(other.take(80)).isTrue();
    }
    try (Room.Share next = room.share()) {
      assertThat(next.take(80)).isTrue();
    }
  }

  @Test
  void who_waits_holds_nothing() {
    Room.Share large = room.share();
    large.take(80);
    Room.Share waiting = room.share();
    waiting.take(10);
    assertThatThrownBy(() -> waiting.take(1)).isInstanceOf(Room.Crowded.class);
    assertThatThrownBy(() -> waiting.waitForAll("a:1", in(Duration.ZERO)))
        .isInstanceOfSatisfying(
            ImageUnavailableException.class,
            it -> assertThat(it.reason()).isEqualTo(UndecidedReason.DeadlineExceeded))
        .hasMessageContaining("a:1: other images");

    try (Room.Share one = room.share();
        Room.Share other = room.share()) {
      assertThat(one.take(10)).isTrue();
      assertThat(other.take(10)).isTrue();
    }
  }

  private static Deadline in(Duration time) {
    return Deadline.in(time, Clock.systemUTC());
  }
}
