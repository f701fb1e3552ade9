package dev.bedplate.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.Inspection;
import dev.bedplate.image.Inspection.Failed;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Access;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Keychain;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InspectionFlightsTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Digest DIGEST = Digest.of("sha256:" + "a".repeat(64));

  /** Tells what thread it runs on. */
  private record Telling() implements ImageInspector {
    @Override
    public List<Inspection> inspect(ImageReference reference, Platform platform, Access access) {
      String kind = Thread.currentThread().isVirtual() ? "virtual" : "platform";
      return List.of(new Failed(reference, platform, UndecidedReason.InvalidImage, kind));
    }

    @Override
    public List<Platform> platforms(ImageReference reference, Access access) {
      return List.of();
    }
  }

  @Test
  void S_37_what_takes_much_of_the_CPU_is_on_no_carrier_of_those_who_answer() {
    var image = (RegistryReference) ReferenceParser.parse("registry.example/app@" + DIGEST);
    var access =
        new Access(Keychain.ANONYMOUS, Deadline.in(Duration.ofSeconds(20), CLOCK), new Traffic());
    try (var flights =
        new InspectionFlights(
            new Telling(), ImageRecord.NONE, SharedInspections.Settings.DEFAULTS, CLOCK)) {
      List<Inspection> told =
          flights.inspect(image, DIGEST, new Platform("linux", "amd64", null), access);
      assertThat(told)
          .singleElement()
          .isInstanceOfSatisfying(
              Failed.class, it -> assertThat(it.message()).isEqualTo("platform"));
    }
  }
}
