package dev.bedplate.inspect.layer;

import static dev.bedplate.inspect.layer.LayerFixture.GZIP;
import static dev.bedplate.inspect.layer.LayerFixture.descriptor;
import static dev.bedplate.inspect.layer.LayerFixture.gzip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.ImageUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What came is not what the descriptor names: then it is read again, once. */
class AlteredLayerTest {
  private static final byte[] SMALL =
      gzip(new TarBytes().file("etc/os-release", "ID=x\n".repeat(40)).file("a", "b").end());
  private static final byte[] LARGE = gzip(new TarBytes().file("noise", noise()).end());

  private static byte[] noise() {
    byte[] noise = new byte[3_000_000];
    new Random(5).nextBytes(noise);
    return noise;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void otherBytesAreReadAgain(boolean large) throws IOException {
    byte[] right = large ? LARGE : SMALL;
    for (int at : new int[] {0, 3, 12, right.length / 2, right.length - 6, right.length - 1}) {
      byte[] wrong = right.clone();
      wrong[at] ^= 0x55;
      var source = new Source(wrong, right);
      assertThat(source.read(right)).as("byte " + at).isNotNull();
      assertThat(source.left).isEmpty();
    }
    int half = right.length / 2;
    for (byte[] wrong :
        List.of(
            Arrays.copyOf(right, half),
            Arrays.copyOf(right, right.length + 1),
            LayerFixture.join(
                Arrays.copyOf(right, half - 1),
                Arrays.copyOfRange(right, half, right.length),
                new byte[1]))) {
      assertThat(new Source(wrong, right).read(right)).isNotNull();
    }
  }

  @Test
  void aSourceThatFindsTheAnswerWrongIsAskedAgain() throws IOException {
    var source = new Source(new byte[0], SMALL);
    assertThat(source.read(SMALL)).isNotNull();
  }

  @Test
  void twiceIsEnough() {
    byte[] wrong = SMALL.clone();
    wrong[wrong.length - 1] ^= 1;
    var source = new Source(wrong, wrong, SMALL);
    assertThatThrownBy(() -> source.read(SMALL))
        .isInstanceOfSatisfying(
            ImageUnavailableException.class,
            e -> assertThat(e.reason()).isEqualTo(UndecidedReason.InvalidImage));
    assertThat(source.left).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLayerThatIsBrokenItselfIsReadOnce(boolean large) {
    byte[] broken = (large ? LARGE : SMALL).clone();
    broken[broken.length / 2] ^= 0x55;
    var source = new Source(broken, broken);
    assertThatThrownBy(() -> source.read(broken)).isInstanceOf(ImageUnavailableException.class);
    assertThat(source.left).hasSize(1);
  }

  /** Gives one stream after another; an empty one is refused when it is opened. */
  private static final class Source {
    private final Queue<byte[]> left = new ArrayDeque<>();

    Source(byte[]... streams) {
      left.addAll(List.of(streams));
    }

    LayerFacts read(byte[] named) throws IOException {
      try (Room.Share room = new Room(1L << 30).share()) {
        return new LayerReader(Limits.DEFAULTS)
            .read(
                this::open,
                descriptor(GZIP, named),
                "a:1",
                room,
                Deadline.in(Duration.ofMinutes(1), Clock.systemUTC()),
                bytes -> {});
      }
    }

    private InputStream open() throws ImageUnavailableException {
      byte[] next = left.remove();
      if (next.length == 0) {
        throw new ImageUnavailableException(UndecidedReason.InvalidImage, "another length");
      }
      return new ByteArrayInputStream(next);
    }
  }
}
