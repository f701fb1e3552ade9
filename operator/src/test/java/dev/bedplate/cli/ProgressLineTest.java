package dev.bedplate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.fixture.MovingClock;
import dev.bedplate.image.ImageReference.InvalidReference;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final MovingClock clock = new MovingClock();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void saysWhichImageIsWaitedForWhileNothingArrives() {
    try (var line = line(true)) {
      line.imageStarted(new InvalidReference("slow.example/app:1", ""));
      line.imageStarted(new InvalidReference("slow.example/app:2", ""));
      clock.advance(Duration.ofSeconds(8));
      line.imageFinished(new InvalidReference("slow.example/app:1", ""));
      line.tick();
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r\u001b[K1 of 2 images, waiting for slow.example/app:2 (8 s)\r\u001b[K");
  }

  @Test
  void saysNothingWhereNobodyLooks() {
    try (var line = line(false)) {
      line.imageStarted(new InvalidReference("slow.example/app:1", ""));
      clock.advance(Duration.ofSeconds(8));
      line.tick();
    }
    assertThat(out.size()).isZero();
  }

  private ProgressLine line(boolean visible) {
    var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new ProgressLine(stream, clock, visible, List.of());
  }
}
