package dev.bedplate.inspect.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.inspect.elf.ElfFile.Marker;
import dev.bedplate.inspect.elf.ElfFile.Marker.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
            "usr/lib/x.so",
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
                3,
                "/lib/ld64.so.1",
                true,
                false,
                true,
                java.util.List.of("libm.so.6", "libc.so.6"),
                "libx.so.1",
                "$ORIGIN/../lib",
                null,
                false));
  }

  @Test
  void recognisesStaticPrograms() {
    assertThat(read("bin/a", new TinyElf(true, false).type(2).bytes()).staticProgram()).isTrue();
    ElfFile staticPie =
        read("bin/a", new TinyElf(true, false).tag(0x6fff_fffbL, 0x0800_0000).bytes());
    assertThat(staticPie.staticProgram()).isTrue();
    assertThat(staticPie.positionIndependentExecutable()).isTrue();
    assertThat(read("bin/a", TinyElf.program()).staticProgram()).isFalse();
  }

  @Test
  void findsADynamicSectionFarBehindItsStrings() {
    ElfFile elf =
        read(
            "a", new TinyElf(true, false).text(1, "libc.so.6").filler(new byte[3_000_000]).bytes());

    assertThat(elf.needed()).containsExactly("libc.so.6");
    assertThat(elf.truncated()).isFalse();
  }

  @Test
  void findsStringsThatWereMovedToTheEnd() {
    ElfFile elf =
        read(
            "a",
            new TinyElf(true, false)
                .text(1, "libc.musl-x86_64.so.1")
                .filler(new byte[2_000_000])
                .stringsLast()
                .bytes());

    assertThat(elf.needed()).containsExactly("libc.musl-x86_64.so.1");
    assertThat(elf.truncated()).isFalse();
  }

  @Test
  void saysWhenAPartIsMissing() {
    byte[] whole = new TinyElf(true, false).text(1, "libc.so.6").filler(new byte[5000]).bytes();

    ElfFile elf = read("a", Arrays.copyOf(whole, 4000));

    assertThat(elf.dynamic()).isTrue();
    assertThat(elf.needed()).isEmpty();
    assertThat(elf.truncated()).isTrue();
  }

  @Test
  void banners() {
    assertThat(
            marker(
                "lib/ld-musl-x86_64.so.1",
                "1.1.1\0"
                    + "far away ".repeat(9)
                    + "\0musl libc (x86_64)\nVersion %s\n\0x1.2.3\0001.2.5\0"))
        .isEqualTo(new Marker(Kind.MuslLoader, "1.2.5"));
    assertThat(marker("usr/lib/libc.so", "musl libc (x86_64)\n"))
        .isEqualTo(new Marker(Kind.MuslLoader, null));
    assertThat(
            marker(
                "lib/libc.so.6",
                "GNU C Library (X 2.36-9) stable release version 2.36.\nCopyright"))
        .isEqualTo(new Marker(Kind.Glibc, "2.36"));
    assertThat(marker("lib64/ld-linux-x86-64.so.2", "nothing"))
        .isEqualTo(new Marker(Kind.Glibc, null));
    assertThat(marker("lib/ld64-uClibc-1.0.50.so", ""))
        .isEqualTo(new Marker(Kind.UclibcLoader, "1.0.50"));
    assertThat(marker("lib/ld-uClibc.so.0", "")).isEqualTo(new Marker(Kind.UclibcLoader, null));
    assertThat(marker("bin/[", "BusyBox v1.37.0 (2024-09-26)"))
        .isEqualTo(new Marker(Kind.BusyBox, "1.37.0"));
    assertThat(marker("bin/ls", "BusyBox vendor")).isNull();
    assertThat(marker("opt/busybox", "BusyBox v1.37.0 (2024-09-26)")).isNull();
  }

  @Test
  void aShimUnderTheNameOfAGlibcLoaderIsNotGlibc() {
    byte[] shim =
        new TinyElf(true, false)
            .interpreter("/lib/ld-musl-x86_64.so.1")
            .text(1, "libgcompat.so.0")
            .bytes();

    assertThat(read("lib/ld-linux-x86-64.so.2", shim).marker()).isNull();
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
      ElfFile whole = read("bin/x", file);

      reader.begin("bin/x", file.length);
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
      reader.begin("lib/ld-linux.so.2", bad.length);
      reader.accept(bad, 0, bad.length);
      ElfFile elf = reader.finish();
      assertThat(elf == null || elf.needed().size() < 100).isTrue();
    }
  }

  @Test
  void aFileThatOnlyBeginsLikeElfIsNone() {
    byte[] file = new byte[100];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 9, 9}, 0, file, 0, 6);
    reader.begin("a", file.length);
    reader.accept(file, 0, file.length);

    assertThat(ElfReader.isElf(file, 0, 4)).isTrue();
    assertThat(reader.finish()).isNull();
  }

  private @Nullable Marker marker(String path, String text) {
    byte[] filler = ("\0" + text).getBytes(StandardCharsets.US_ASCII);
    return read(path, new TinyElf(true, false).tag(24, 0).filler(filler).bytes()).marker();
  }

  private ElfFile read(String path, byte[] file) {
    reader.begin(path, file.length);
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
