package dev.bedplate.inspect.zstd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reference implementation writes is read as it was. */
class ZstdInputStreamTest {
  private static final WindowMemory ENOUGH = WindowMemory.upTo(1 << 27);

  private static byte[] read(byte[] stored) throws IOException {
    try (var in = new ZstdInputStream(new ByteArrayInputStream(stored), ENOUGH)) {
      return in.readAllBytes();
    }
  }

  /** Words, runs, noise and repetitions from near and far, in any proportion. */
  private static byte[] text(long seed, int size) {
    var random = new SplittableRandom(seed);
    byte[] text = new byte[size];
    int at = 0;
    while (at < size) {
      int length = Math.min(size - at, 1 + random.nextInt(1 << random.nextInt(1, 16)));
      switch (random.nextInt(5)) {
        case 0 -> Arrays.fill(text, at, at + length, (byte) random.nextInt(256));
        case 1 -> {
          for (int i = 0; i < length; i++) {
            text[at + i] = (byte) random.nextInt(256);
          }
        }
        case 2 -> {
          int letters = 1 + random.nextInt(60);
          for (int i = 0; i < length; i++) {
            text[at + i] = (byte) ('A' + random.nextInt(1 + random.nextInt(letters)));
          }
        }
        default -> {
          int from = at == 0 ? 0 : random.nextInt(at);
          for (int i = 0; i < length; i++) {
            text[at + i] = at == 0 ? 0 : text[from + i];
          }
        }
      }
      at += length;
    }
    return text;
  }

  @ParameterizedTest
  @ValueSource(ints = {-50, -7, -1, 1, 3, 5, 9, 13, 16, 19, 22})
  void whatAnyLevelWrites(int level) throws IOException {
    var random = new SplittableRandom(level);
    for (int i = 0; i < 12; i++) {
      byte[] text = text(random.nextLong(), random.nextInt(1 << random.nextInt(1, 19)));
      assertThat(read(Zstd.compress(text, level))).isEqualTo(text);
      assertThat(read(streamed(text, level, 0))).isEqualTo(text);
    }
  }

  private static byte[] streamed(byte[] text, int level, int windowLog) throws IOException {
    var stored = new ByteArrayOutputStream();
    try (var out = new ZstdOutputStream(stored, level)) {
      out.setChecksum(true);
      if (windowLog > 0) {
        out.setLong(windowLog);
      }
      out.write(text);
    }
    return stored.toByteArray();
  }

  /** Once around the window and further, with matches as far away as it allows. */
  @ParameterizedTest
  @ValueSource(ints = {10, 17, 20, 24})
  void windowsOfAnySize(int windowLog) throws IOException {
    int window = 1 << windowLog;
    byte[] text = text(windowLog, window + (1 << 20));
    System.arraycopy(text, 0, text, window - 100_000 / (1 << (24 - windowLog)), window / 16);
    byte[] stored = streamed(text, 3, windowLog);
    assertThat(Arrays.equals(read(stored), text)).isTrue();
  }

  @Test
  void memoryIsTakenOnlyAsFarAsItIsUsed() throws IOException {
    byte[] text = text(1, 3 << 20);
    byte[] stored = streamed(text, 3, 27);
    var claimed = new AtomicLong();
    var taken = new AtomicLong();
    var memory =
        new WindowMemory() {
          @Override
          public void frame(long window) {
            claimed.set(window);
          }

          @Override
          public void take(int bytes) {
            taken.addAndGet(bytes);
          }
        };
    try (var in = new ZstdInputStream(new ByteArrayInputStream(stored), memory)) {
      assertThat(in.readAllBytes()).isEqualTo(text);
    }
    assertThat(claimed).hasValue(1 << 27);
    assertThat(taken.get()).isBetween(3L << 20, (3L << 20) + (1 << 18));
  }

  @Test
  void framesOneAfterTheOtherAndWhatIsSkipped() throws IOException {
    var stored = new ByteArrayOutputStream();
    var text = new ByteArrayOutputStream();
    for (int i = 0; i < 50; i++) {
      byte[] part = text(i, i * 997 % 5000);
      text.write(part);
      stored.write(Zstd.compress(part, 1 + i % 19));
      stored.write(new byte[] {(byte) (0x50 + i % 16), 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3});
    }
    assertThat(read(stored.toByteArray())).isEqualTo(text.toByteArray());
    assertThat(read(new byte[0])).isEmpty();
  }

  /** An end too early is one, and whatever else is wrong never anything but an error of its own. */
  @Test
  void whatIsDamagedIsAnErrorOrOtherBytes() throws IOException {
    var random = new SplittableRandom(5);
    for (int i = 0; i < 1000; i++) {
      byte[] text = text(i, 2000 + random.nextInt(3000));
      byte[] stored = Zstd.compress(text, 1 + i % 19);
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        stored[random.nextInt(4, stored.length)] = (byte) random.nextInt(256);
      }
      try {
        read(stored);
      } catch (DamagedException | EOFException e) {
        assertThat(e).isNotNull();
      }
    }
  }

  @Test
  void whatEndsEarlyIsAnError() throws IOException {
    byte[] stored = streamed(text(3, 100_000), 3, 0);
    for (int length = 1; length < stored.length; length += 997) {
      byte[] part = Arrays.copyOf(stored, length);
      assertThatThrownBy(() -> read(part)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void whatIsNoFrameIsAnError() {
    assertThatThrownBy(() -> read(new byte[] {1, 2, 3, 4, 5})).isInstanceOf(DamagedException.class);
    byte[] behind = Arrays.copyOf(Zstd.compress(new byte[5]), 40);
    assertThatThrownBy(() -> read(behind)).isInstanceOf(DamagedException.class);
  }
}
