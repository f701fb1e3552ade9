package dev.bedplate.inspect.layer;

import static dev.bedplate.inspect.layer.LayerFixture.ZSTD;
import static dev.bedplate.inspect.layer.LayerFixture.descriptor;
import static dev.bedplate.inspect.layer.LayerFixture.digest;
import static dev.bedplate.inspect.layer.LayerFixture.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.ImageUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Windows as container builders write them at their highest levels. */
class ZstdWindowTest {
  private static final int MIB = 1024 * 1024;
  private static final byte[] TAR = tar();
  private static final byte[] STORED = stored(TAR, 25);

  private static byte[] tar() {
    byte[] noise = new byte[20 * MIB];
    new SplittableRandom(1).nextBytes(noise);
    return new TarBytes().file("noise", noise).file("again", noise).end();
  }

  private static byte[] stored(byte[] bytes, int windowLog) {
    var stored = new ByteArrayOutputStream();
    try (var out = new ZstdOutputStream(stored, 3)) {
      out.setLong(windowLog);
      out.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return stored.toByteArray();
  }

  private static LayerFacts read(byte[] stored, Room.Share share) throws ImageUnavailableException {
    var deadline = Deadline.in(Duration.ofMinutes(2), Clock.systemUTC());
    return new LayerReader(Limits.DEFAULTS)
        .read(
            new ByteArrayInputStream(stored),
            descriptor(ZSTD, stored),
            "some/image",
            share,
            deadline,
            _ -> {});
  }

  @Test
  void one_that_is_larger_than_usual_is_read_and_its_memory_given_back() throws Exception {
    assertThat(STORED.length).as("the window is used").isLessThan(21 * MIB);
    var room = new Room(100L * MIB);
    try (var share = room.share()) {
      assertThat(read(STORED, share).diffId()).isEqualTo(digest("sha256", TAR));
      assertThat(share.take(45L * MIB)).as("half of the room").isTrue();
      assertThat(share.awaitWindow()).isTrue();
    }
  }

  @Test
  void also_in_a_later_frame() throws Exception {
    byte[] begin = Arrays.copyOf(TAR, 600);
    byte[] rest = Arrays.copyOfRange(TAR, 600, TAR.length);
    try (var share = new Room(100L * MIB).share()) {
      assertThat(read(join(Zstd.compress(begin), stored(rest, 25)), share).diffId())
          .isEqualTo(digest("sha256", TAR));
    }
  }

  @Test
  void what_a_window_claims_and_does_not_use_is_not_taken() throws Exception {
    byte[] small = new TarBytes().file("noise", Arrays.copyOf(TAR, 3 * MIB)).end();
    try (var share = new Room(30L * MIB).share()) {
      assertThat(read(stored(small, 27), share).diffId()).isEqualTo(digest("sha256", small));
    }
  }

  @Test
  void one_for_which_there_is_no_memory_is_a_limit() {
    try (var share = new Room(30L * MIB).share()) {
      assertThatThrownBy(() -> read(STORED, share))
          .isInstanceOfSatisfying(
              ImageUnavailableException.class,
              e -> assertThat(e.reason()).isEqualTo(UndecidedReason.LimitExceeded))
          .hasMessageContaining("window");
    }
  }

  @Test
  void there_is_one_at_a_time() throws Exception {
    var room = new Room(100L * MIB);
    try (var holder = room.share();
        var other = room.share()) {
      assertThat(holder.awaitWindow()).isTrue();
      var reading =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return read(STORED, other).diffId();
                } catch (ImageUnavailableException e) {
                  throw new AssertionError(e);
                }
              });
      Thread.sleep(300);
      assertThat(reading).isNotDone();
      holder.windowIsFree();
      assertThat(reading).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(digest("sha256", TAR));
    }
  }

  @Test
  void who_is_cancelled_while_it_waits_for_it_says_so() throws Exception {
    var room = new Room(100L * MIB);
    try (var holder = room.share();
        var other = room.share()) {
      assertThat(holder.awaitWindow()).isTrue();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> read(STORED, other))
          .isInstanceOfSatisfying(
              ImageUnavailableException.class,
              e -> assertThat(e.reason()).isEqualTo(UndecidedReason.DeadlineExceeded))
          .hasMessageContaining("cancelled");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
