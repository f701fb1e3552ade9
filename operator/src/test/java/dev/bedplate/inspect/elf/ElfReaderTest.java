package dev.bedplate.inspect.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.inspect.elf.ElfFile.Marker;
import dev.bedplate.inspect.elf.ElfFile.Marker.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElfReaderTest {
  private final ElfReader reader = new ElfReader();

  @ParameterizedTest
  @CsvSource({"true,false", "true,true", "false,false", "false,true"})
  void readsBothWordSizesAndByteOrders(boolean wide, boolean bigEndian) {
    ElfFile elf =
        read(
            new TinyElf(wide, bigEndian)
                .machine(22)
                .interpreter("/lib/ld64.so.1")
                .text(1, "libm.so.6")
                .text(1, "libc.so.6")
                .text(14, "libx.so.1")
                .text(29, "$ORIGIN/../lib")
                .tag(30, 8)
                .bytes());

    assertThat(elf)
        .isEqualTo(
            new ElfFile(
                wide ? 64 : 32,
                22,
                "/lib/ld64.so.1",
                List.of("libm.so.6", "libc.so.6"),
                "libx.so.1",
                null,
                false));
  }

  @ParameterizedTest
  @CsvSource({"0,false", "70000,false", "200000,true", "3000000,false", "3000000,true"})
  void programHeadersAreReadWhereverTheyStand(int padding, boolean interpreterToo) {
    ElfFile elf = read(TinyElf.movedHeaders(TinyElf.program(), padding, interpreterToo));

    assertThat(elf.interpreter()).isEqualTo("/lib64/ld-linux-x86-64.so.2");
    assertThat(elf.unread()).isFalse();
  }

  @Test
  void headersOrInterpretersThatAreNotReadAreNotAbsent() {
    byte[] middle = new TinyElf(true, false).filler(new byte[3_000_000]).bytes();
    byte[] lost = TinyElf.movedHeaders(TinyElf.program(), 4_000_000, true);
    ByteBuffer words = ByteBuffer.wrap(lost).order(ByteOrder.LITTLE_ENDIAN);
    words.putLong((int) words.getLong(32) + 2 * 56 + 8, 2_000_000);
    byte[] absurd = TinyElf.program();
    ByteBuffer.wrap(absurd).order(ByteOrder.LITTLE_ENDIAN).putLong(32, 1L << 40);

    assertThat(read(middle).unread()).isFalse();
    assertThat(inSlices(lost).unread()).isTrue();
    assertThat(read(absurd).unread()).isTrue();
  }

  @Test
  void findsADynamicSectionFarBehindItsStrings() {
    ElfFile elf =
        read(new TinyElf(true, false).text(1, "libc.so.6").filler(new byte[3_000_000]).bytes());

    assertThat(elf.needed()).containsExactly("libc.so.6");
  }

  @Test
  void findsStringsThatWereMovedToTheEnd() {
    ElfFile elf =
        read(
            new TinyElf(true, false)
                .text(1, "libc.musl-x86_64.so.1")
                .filler(new byte[2_000_000])
                .stringsLast()
                .bytes());

    assertThat(elf.needed()).containsExactly("libc.musl-x86_64.so.1");
  }

  @Test
  void anInterpreterIsAsLongAsTheKernelTakesItAndTheFirstOfSeveral() {
    String longest = "/" + "x".repeat(4094);
    assertThat(read(new TinyElf(true, false).interpreter(longest).bytes()).interpreter())
        .isEqualTo(longest);
    ElfFile refused = read(new TinyElf(true, false).interpreter(longest + "x").bytes());
    assertThat(refused.interpreter()).isNull();
    assertThat(refused.unread()).isTrue();
    byte[] two = TinyElf.program();
    two[64 + 3 * 56] = 3;
    assertThat(read(two).interpreter()).isEqualTo("/lib64/ld-linux-x86-64.so.2");
  }

  @Test
  void libcsAndBusyBoxAreToldByWhatTheySay() {
    assertThat(
            marker(
                null,
                "1.1.1\0"
                    + "far away ".repeat(9)
                    + "\0musl libc (x86_64)\nVersion %s\nDynamic Program Loader\n\0x1.2.3\0001.2.5\0"))
        .isEqualTo(new Marker(Kind.MuslLoader, "1.2.5"));
    assertThat(marker("libc.musl-x86_64.so.1", "musl libc (x86_64)\nDynamic Program Loader\n"))
        .isEqualTo(new Marker(Kind.MuslLoader, null));
    assertThat(marker(null, "runs on musl libc (x86_64)\nVersion 1.2.5\n")).isNull();
    String glibc = "GNU C Library (X 2.36-9) stable release version 2.36.\nCopyright";
    assertThat(marker("libc.so.6", glibc)).isEqualTo(new Marker(Kind.Glibc, "2.36"));
    assertThat(marker("libother.so.6", glibc)).isNull();
    assertThat(marker("ld-linux-x86-64.so.2", "nothing"))
        .isEqualTo(new Marker(Kind.GlibcLoader, null));
    assertThat(marker("ld64.so.2", "ld.so (X 2.41) stable release version 2.41.\n"))
        .isEqualTo(new Marker(Kind.GlibcLoader, "2.41"));
    assertThat(marker("ld64-uClibc.so.1", "")).isEqualTo(new Marker(Kind.UclibcLoader, null));
    assertThat(marker(null, "BusyBox v1.37.0 (2024-09-26)"))
        .isEqualTo(new Marker(Kind.BusyBox, "1.37.0"));
    assertThat(marker(null, "BusyBox vendor")).isNull();
    assertThat(marker(null, "release version 2.36 and a library of another kind")).isNull();
  }

  @Test
  void busyBoxOfAnySizeAndInASharedLibraryIsBusyBox() {
    byte[] large = new byte[9_000_000];
    byte[] banner = "BusyBox v1.36.1 (x)".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(banner, 0, large, 8_500_000, banner.length);
    assertThat(read(new TinyElf(true, false).type(2).filler(large).bytes()).marker())
        .isEqualTo(new Marker(Kind.BusyBox, "1.36.1"));
    ElfFile stub = read(new TinyElf(true, false).library().text(1, "libbusybox.so.1.36.1").bytes());
    assertThat(stub.marker()).isEqualTo(new Marker(Kind.BusyBox, "1.36.1"));
  }

  @Test
  void aLibraryIsNotSearchedToItsEnd() {
    byte[] file = new TinyElf(true, false).library().filler(new byte[3_000_000]).bytes();
    reader.begin(file.length);
    reader.accept(file, 0, 100_000);

    assertThat(reader.wantsMore()).isFalse();
  }

  @Test
  void aShimUnderTheNameOfAGlibcLoaderIsNotGlibc() {
    byte[] shim =
        new TinyElf(true, false)
            .interpreter("/lib/ld-musl-x86_64.so.1")
            .text(1, "libgcompat.so.0")
            .text(14, "ld-linux-x86-64.so.2")
            .bytes();

    assertThat(read(shim).marker()).isNull();
  }

  @Test
  void theAnswerDoesNotDependOnHowTheFileIsSplit() {
    var random = new Random(17);
    for (int i = 0; i < 300; i++) {
      byte[] filler = new byte[random.nextInt(3000)];
      random.nextBytes(filler);
      byte[] banner = "BusyBox BusyBox v1.36.1 (x)".getBytes(StandardCharsets.US_ASCII);
      TinyElf tiny =
          new TinyElf(random.nextBoolean(), random.nextBoolean())
              .interpreter("/lib/ld.so")
              .text(1, "libc.so." + i)
              .filler(concat(filler, banner));
      byte[] file = (random.nextBoolean() ? tiny.stringsLast() : tiny).bytes();
      ElfFile whole = read(file);

      reader.begin(file.length);
      int at = 0;
      while (at < file.length) {
        int count = Math.min(1 + random.nextInt(30), file.length - at);
        reader.accept(file, at, count);
        at += count;
      }

      assertThat(reader.finish()).isEqualTo(whole);
      assertThat(whole.marker()).isEqualTo(new Marker(Kind.BusyBox, "1.36.1"));
      assertThat(whole.needed()).containsExactly("libc.so." + i);
    }
  }

  @Test
  void damageNeverFails() {
    var random = new Random(23);
    byte[] good = new TinyElf(true, false).interpreter("/lib/ld.so").text(1, "libc.so.6").bytes();
    for (int i = 0; i < 200_000; i++) {
      byte[] bad = good.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        bad[4 + random.nextInt(bad.length - 4)] = (byte) random.nextInt();
      }
      reader.begin(bad.length);
      reader.accept(bad, 0, bad.length);
      ElfFile elf = reader.finish();
      assertThat(elf == null || elf.needed().size() < 100).isTrue();
    }
  }

  @Test
  void aFileThatOnlyBeginsLikeElfIsNone() {
    byte[] file = new byte[100];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 9, 9}, 0, file, 0, 6);
    reader.begin(file.length);
    reader.accept(file, 0, file.length);

    assertThat(ElfReader.isElf(file, 0, 4)).isTrue();
    assertThat(reader.finish()).isNull();
  }

  private @Nullable Marker marker(@Nullable String soname, String text) {
    byte[] filler = ("\0" + text).getBytes(StandardCharsets.US_ASCII);
    var elf = new TinyElf(true, false).tag(24, 0).filler(filler);
    return read((soname == null ? elf : elf.text(14, soname)).bytes()).marker();
  }

  private ElfFile inSlices(byte[] file) {
    reader.begin(file.length);
    for (int at = 0; at < file.length; at += 65_536) {
      reader.accept(file, at, Math.min(65_536, file.length - at));
    }
    ElfFile elf = reader.finish();
    if (elf == null) {
      throw new AssertionError("not an ELF file");
    }
    return elf;
  }

  private ElfFile read(byte[] file) {
    reader.begin(file.length);
    reader.accept(file, 0, file.length);
    ElfFile elf = reader.finish();
    if (elf == null) {
      throw new AssertionError("not an ELF file");
    }
    return elf;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
