package dev.bedplate.inspect.libc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Evidence;
import dev.bedplate.image.Libc;
import dev.bedplate.inspect.elf.ElfFile.Marker.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class LibcDetectorTest {
  private static final String MUSL = "/lib/ld-musl-x86_64.so.1";
  private static final String GLIBC = "/lib64/ld-linux-x86-64.so.2";

  private static ImageText alpine() {
    return new ImageText()
        .muslLoader()
        .program("bin/busybox", MUSL)
        .entries("l bin/sh /bin/busybox");
  }

  private static ImageText debian() {
    return new ImageText()
        .entries("l lib usr/lib", "l lib64 usr/lib64", "l bin usr/bin")
        .library("usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", "ld-linux-x86-64.so.2")
        .entries("l usr/lib64/ld-linux-x86-64.so.2 ../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2")
        .marked("usr/lib/x86_64-linux-gnu/libc.so.6", Kind.Glibc, "2.36")
        .program("usr/bin/bash", GLIBC)
        .program("usr/bin/ls", GLIBC);
  }

  @Test
  void alpineIsMuslWithTheVersionOfItsLoader() {
    var finding = alpine().libc("/bin/sh");
    assertThat(finding.libc()).isEqualTo(new Libc(Libc.Kind.Musl, "1.2.5", List.of(MUSL), null));
    assertThat(finding.evidence())
        .contains(
            new Evidence("libc.kind", MUSL, ImageText.LAYER, "musl version banner"),
            new Evidence("libc.version", MUSL, ImageText.LAYER, "musl version banner"),
            new Evidence(
                "libc.kind",
                "/bin/busybox",
                ImageText.LAYER,
                "entrypoint /bin/sh uses the loader " + MUSL));
  }

  @Test
  void mergedDebianIsGlibcWithTheVersionOfItsLibrary() {
    var libc = debian().libc("bash").libc();
    assertThat(libc).isEqualTo(new Libc(Libc.Kind.Glibc, "2.36", List.of(GLIBC), null));
  }

  @Test
  void anInstalledMuslLoaderDoesNotFlipDebian() {
    var image = debian().marked("usr/lib/ld-musl-x86_64.so.1", Kind.MuslLoader, "1.2.3");
    for (String command : new String[] {"bash", "missing"}) {
      var libc = image.libc(command).libc();
      assertThat(libc.kind()).isEqualTo(Libc.Kind.Glibc);
      assertThat(libc.loaders()).containsExactly(MUSL, GLIBC);
    }
  }

  @Test
  void scriptsLeadToTheProgramThatRunsThem() {
    var image =
        new ImageText()
            .muslLoader()
            .glibcLoader()
            .program("bin/busybox", MUSL)
            .program("opt/node", GLIBC)
            .entries("l usr/bin/node /opt/node", "f usr/bin/env elf")
            .script("entry.sh", "/usr/bin/env -S node --flag")
            .script("loop", "/loop");
    assertThat(image.libc("/entry.sh").libc().kind()).isEqualTo(Libc.Kind.Glibc);
    assertThat(image.libc("/loop").libc().kind()).isEqualTo(Libc.Kind.Musl);
  }

  @Test
  void theMajorityDecidesAndATieIsMixed() {
    var image = new ImageText().muslLoader().glibcLoader();
    assertThat(image.libc().libc().kind()).isEqualTo(Libc.Kind.Mixed);
    image.program("bin/a", MUSL).program("bin/b", GLIBC).program("opt/c", GLIBC);
    assertThat(image.libc().libc().kind()).isEqualTo(Libc.Kind.Mixed);
    assertThat(image.program("bin/d", GLIBC).libc().libc().kind()).isEqualTo(Libc.Kind.Glibc);
  }

  @Test
  void gcompatIsAShimOverMusl() {
    var libc = alpine().library("lib/libgcompat.so.0", "libgcompat.so.0");
    libc.library("lib64/ld-linux-x86-64.so.2", "ld-linux-x86-64.so.2", "libgcompat.so.0");
    assertThat(libc.program("app", GLIBC).libc("/app").libc())
        .isEqualTo(new Libc(Libc.Kind.Musl, "1.2.5", List.of(MUSL, GLIBC), "gcompat"));
  }

  @Test
  void aGlibcNameThatLeadsToTheMuslLoaderIsAShim() {
    var libc = alpine().entries("l lib64/ld-linux-x86-64.so.2 /lib/ld-musl-x86_64.so.1");
    assertThat(libc.libc("/bin/sh").libc().kind()).isEqualTo(Libc.Kind.Musl);
    assertThat(libc.libc("/bin/sh").libc().shim()).isEqualTo("a link to the musl loader");
  }

  @Test
  void aLoaderOfNixIsFoundByTheProgramsThatNameIt() {
    String loader = "nix/store/x-glibc-2.40/lib/ld-linux-x86-64.so.2";
    var libc =
        new ImageText()
            .library(loader, "ld-linux-x86-64.so.2")
            .marked("nix/store/x-glibc-2.40/lib/libc.so.6", Kind.Glibc, "2.40")
            .program("nix/store/y-app/bin/app", "/" + loader)
            .libc("/nix/store/y-app/bin/app")
            .libc();
    assertThat(libc).isEqualTo(new Libc(Libc.Kind.Glibc, "2.40", List.of("/" + loader), null));
  }

  @Test
  void onlyStaticProgramsOrNoneIsNone() {
    assertThat(new ImageText().program("hello", null).libc("/hello").libc().kind())
        .isEqualTo(Libc.Kind.None);
    assertThat(new ImageText().entries("f a b").libc().libc().kind()).isEqualTo(Libc.Kind.None);
  }

  @Test
  void aProgramWhoseLoaderIsMissingOrDanglingIsUnknown() {
    var finding =
        new ImageText()
            .program("app", GLIBC)
            .entries("l lib64/ld-linux-x86-64.so.2 nowhere")
            .libc("/app");
    assertThat(finding.libc().kind()).isEqualTo(Libc.Kind.Unknown);
    assertThat(finding.evidence())
        .containsExactly(
            new Evidence(
                "libc.kind",
                "/app",
                ImageText.LAYER,
                "the loader " + GLIBC + " it asks for is missing"));
  }

  @Test
  void aForeignEntrypointFallsBackToWhatTheOtherProgramsUse() {
    assertThat(alpine().program("app", GLIBC).libc("/app").libc().kind()).isEqualTo(Libc.Kind.Musl);
  }

  @Test
  void uclibcIsTold() {
    var libc =
        new ImageText()
            .library("lib/ld64-uClibc-1.0.45.so", "ld64-uClibc.so.1")
            .entries("l lib/ld64-uClibc.so.0 ld64-uClibc-1.0.45.so")
            .program("bin/sh", "/lib/ld64-uClibc.so.0")
            .libc("sh")
            .libc();
    assertThat(libc.kind()).isEqualTo(Libc.Kind.Uclibc);
  }
}
