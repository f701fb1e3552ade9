package dev.bedplate.inspect.layer;

import static dev.bedplate.inspect.layer.LayerFixture.GZIP;
import static dev.bedplate.inspect.layer.LayerFixture.TAR;
import static dev.bedplate.inspect.layer.LayerFixture.ZSTD;
import static dev.bedplate.inspect.layer.LayerFixture.descriptor;
import static dev.bedplate.inspect.layer.LayerFixture.gzip;
import static dev.bedplate.inspect.layer.LayerFixture.join;
import static dev.bedplate.inspect.layer.LayerFixture.limits;
import static dev.bedplate.inspect.layer.LayerFixture.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.Zstd;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileLayerTest {
  private static final byte[] TAR_BYTES = new TarBytes().file("a", "content").end();

  @Test
  void aStreamOfAnotherLengthIsInvalid() {
    Descriptor right = descriptor(TAR, TAR_BYTES);
    for (int difference : new int[] {-1, 1, -600}) {
      byte[] bytes = Arrays.copyOf(TAR_BYTES, TAR_BYTES.length + difference);
      invalid(() -> read(new ByteArrayInputStream(bytes), right, Limits.DEFAULTS), "bytes");
    }
  }

  @Test
  void S_05_anotherDigestIsInvalid() {
    byte[] other = TAR_BYTES.clone();
    other[520]++;

    invalid(
        () -> read(new ByteArrayInputStream(other), descriptor(TAR, TAR_BYTES), Limits.DEFAULTS),
        "have the digest");
  }

  @Test
  void damagedGzipIsInvalid() {
    byte[] stored = gzip(TAR_BYTES);
    byte[] wrongCrc = stored.clone();
    wrongCrc[stored.length - 8]++;
    byte[] wrongLength = stored.clone();
    wrongLength[stored.length - 1]++;

    invalid(() -> read(GZIP, wrongCrc, Limits.DEFAULTS), "checksum");
    invalid(() -> read(GZIP, wrongLength, Limits.DEFAULTS), "length");
    invalid(() -> read(GZIP, join(stored, new byte[] {1, 2}), Limits.DEFAULTS), "other bytes");
    invalid(() -> read(GZIP, join(stored, new byte[] {0, 1}), Limits.DEFAULTS), "other bytes");
    for (int length = 2; length < stored.length; length++) {
      byte[] cut = Arrays.copyOf(stored, length);
      invalid(() -> read(GZIP, cut, Limits.DEFAULTS), "truncated");
    }
  }

  @Test
  void damagedZstdIsInvalid() {
    byte[] noise = new byte[300_000];
    new Random(3).nextBytes(noise);
    byte[] stored = Zstd.compress(new TarBytes().file("noise", noise).file("a", "b").end());
    for (int length = 4; length < stored.length; length += 1 + length / 3) {
      byte[] cut = Arrays.copyOf(stored, length);
      invalid(() -> read(ZSTD, cut, Limits.DEFAULTS), "");
    }
    invalid(() -> read(ZSTD, join(stored, new byte[] {1, 2, 3, 4}), Limits.DEFAULTS), "zstd");
  }

  @Test
  void randomDamageNeverGivesAnythingButAReason() {
    var random = new Random(11);
    byte[] tar = new TarBytes().file("etc/os-release", "ID=x\n".repeat(400)).end();
    Map<String, byte[]> forms = Map.of(TAR, tar, GZIP, gzip(tar), ZSTD, Zstd.compress(tar));
    for (int i = 0; i < 3000; i++) {
      for (var form : forms.entrySet()) {
        byte[] bytes = form.getValue().clone();
        for (int k = random.nextInt(3); k >= 0; k--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        try {
          read(form.getKey(), bytes, Limits.DEFAULTS);
        } catch (ImageUnavailableException e) {
          assertThat(e.reason()).isIn(UndecidedReason.InvalidImage, UndecidedReason.LimitExceeded);
        }
      }
    }
  }

  @Test
  void bytesThatAreNoTarUnderAnyMediaTypeAreInvalid() {
    byte[] page = "<html>Sign in to the network</html>".repeat(40).getBytes(UTF_8);
    for (String mediaType : List.of(TAR, GZIP, ZSTD)) {
      invalid(() -> read(mediaType, page, Limits.DEFAULTS), "layer sha256:");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fd377a585a0000, xz",
    "425a6839314159265359, bzip2",
    "425a6831314159265359, bzip2",
    "04224d18, lz4"
  })
  void aCompressionThatNothingUnpacksIsUnsupportedAndNamed(String magic, String name) {
    byte[] stored = join(HexFormat.of().parseHex(magic), TAR_BYTES);
    for (String mediaType : List.of(TAR, GZIP)) {
      fails(
          UndecidedReason.UnsupportedImage,
          () -> read(mediaType, stored, Limits.DEFAULTS),
          "its bytes are " + name);
    }
  }

  @Test
  void anUnknownMediaTypeIsUnsupported() {
    fails(
        UndecidedReason.UnsupportedImage,
        () -> read("application/vnd.erofs", TAR_BYTES, Limits.DEFAULTS),
        "application/vnd.erofs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../etc/passwd",
        "/../x",
        "./../x",
        "./../",
        "a/../../b",
        "..",
        "a/.wh...",
        "a/.wh.."
      })
  void pathsOutsideOfTheRootAreInvalid(String path) {
    invalid(() -> LayerFixture.readTar(new TarBytes().file(path, "x").end()), "");
  }

  @Test
  void hardLinksOutsideOfTheRootAreInvalid() {
    invalid(
        () -> LayerFixture.readTar(new TarBytes().link('1', "a", "../../etc/passwd").end()),
        "outside");
  }

  @Test
  void aTarThatEndsInsideAnEntryIsInvalid() {
    byte[] tar = new TarBytes().file("a", "x".repeat(2000)).open();
    for (int length : new int[] {100, 511, 513, 1500}) {
      byte[] cut = Arrays.copyOf(tar, length);
      invalid(() -> LayerFixture.readTar(cut), "ends after");
    }
  }

  @Test
  void malformedHeadersAreInvalid() {
    byte[] noise = new byte[2048];
    Arrays.fill(noise, (byte) 'x');
    byte[] negative = TarBytes.header('0', "a", "", 0);
    Arrays.fill(negative, 124, 136, (byte) 0xff);

    invalid(() -> LayerFixture.readTar(noise), "does not begin an entry");
    invalid(
        () -> LayerFixture.readTar(new TarBytes().raw(TarBytes.checked(negative)).end()), "size");
    for (String pax :
        new String[] {"5 a=b\n", "99 path=x\n", "11 path=x\0y\n", "9 size=x\n", "0 "}) {
      byte[] record = pax.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
      invalid(
          () ->
              LayerFixture.readTar(new TarBytes().entry('x', "h", "", record).file("a", "1").end()),
          "malformed");
    }
  }

  @Test
  void S_11_limitsAreKept() {
    byte[] bomb = gzip(new TarBytes().file("zeros", new byte[80 * 1024 * 1024]).end());
    exceeds(() -> read(GZIP, bomb, Limits.DEFAULTS), "times its stored size");
    exceeds(() -> read(GZIP, bomb, limits(1_000_000, 100_000, 9, 99, 9, 999)), "1000000");
    byte[] many = new TarBytes().file("a", "").file("b", "").file("c", "").end();
    exceeds(() -> read(TAR, many, limits(1_000_000, 9, 2, 99, 9, 999)), "2 entries");
    byte[] longPath = new TarBytes().pax("path", "p".repeat(200)).file("a", "").end();
    exceeds(() -> read(TAR, longPath, limits(1_000_000, 9, 9, 199, 9, 999)), "199");
    byte[] deep = new TarBytes().file("a/b/c/d", "").end();
    exceeds(() -> read(TAR, deep, limits(1_000_000, 9, 9, 99, 3, 999)), "3 components");
    byte[] pax = new TarBytes().pax("comment", "p".repeat(2000)).file("a", "").end();
    exceeds(() -> read(TAR, pax, limits(1_000_000, 9, 9, 99, 9, 1000)), "1000");
  }

  @Test
  void S_11_aZstdWindowBeyondTheLimitIsRefusedBeforeItIsAllocated() {
    byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) 0xf8, 1, 0, 0};

    exceeds(() -> read(ZSTD, frame, Limits.DEFAULTS), "window");
  }

  @Test
  void aFailureOfEitherThreadEndsBoth() throws Exception {
    byte[] noise = new byte[3_000_000];
    new Random(5).nextBytes(noise);
    byte[] badTar = gzip(noise);
    byte[] goodTar = gzip(new TarBytes().file("noise", noise).end());
    byte[] badGzip = goodTar.clone();
    badGzip[goodTar.length - 5]++;
    int before = layerThreads();

    invalid(() -> read(GZIP, badTar, Limits.DEFAULTS), "does not begin an entry");
    invalid(() -> read(GZIP, badGzip, Limits.DEFAULTS), "checksum");
    fails(
        UndecidedReason.RegistryUnavailable,
        () -> read(new Breaking(goodTar, 2_000_000), descriptor(GZIP, goodTar), Limits.DEFAULTS),
        "reading stopped after 2000000 of");

    assertThat(layerThreads()).isEqualTo(before);
  }

  @Test
  void anInterruptedReaderIsCancelled() {
    byte[] noise = new byte[6_000_000];
    new Random(5).nextBytes(noise);
    byte[] stored = gzip(new TarBytes().file("noise", noise).end());
    Thread.currentThread().interrupt();
    try {
      fails(
          UndecidedReason.DeadlineExceeded, () -> read(GZIP, stored, Limits.DEFAULTS), "cancelled");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aPassedDeadlineEndsTheReading() {
    fails(
        UndecidedReason.DeadlineExceeded,
        () ->
            new LayerReader(Limits.DEFAULTS)
                .read(
                    new ByteArrayInputStream(TAR_BYTES),
                    descriptor(TAR, TAR_BYTES),
                    "some/image",
                    new Room(Long.MAX_VALUE).share(),
                    Deadline.in(Duration.ZERO, Clock.systemUTC()),
                    n -> {}),
        "");
  }

  private static int layerThreads() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("layer "))
            .count();
  }

  private static void invalid(ThrowingCallable call, String message) {
    fails(UndecidedReason.InvalidImage, call, message);
  }

  private static void exceeds(ThrowingCallable call, String message) {
    fails(UndecidedReason.LimitExceeded, call, message);
  }

  private static void fails(UndecidedReason reason, ThrowingCallable call, String message) {
    var failure = catchThrowableOfType(ImageUnavailableException.class, call);
    assertThat(failure).isNotNull();
    assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
    assertThat(failure).hasMessageContaining("some/image, layer sha256:");
    assertThat(failure).hasMessageContaining(message);
  }

  /** A connection that breaks. */
  private static final class Breaking extends InputStream {
    private final ByteArrayInputStream in;

    Breaking(byte[] bytes, int length) {
      in = new ByteArrayInputStream(bytes, 0, length);
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int count = in.read(into, from, length);
      if (count < 0) {
        throw new IOException("connection reset");
      }
      return count;
    }
  }
}
