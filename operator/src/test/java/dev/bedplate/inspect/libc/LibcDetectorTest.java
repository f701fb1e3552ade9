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
  void linuxFollowsFiveInterpretersAndTakesACarriageReturnForAPartOfTheName() {
    var image =
        new ImageText()
            .muslLoader()
            .glibcLoader()
            .program("opt/m", MUSL)
            .program("opt/g", GLIBC)
            .program("opt/m\r", GLIBC)
            .script("crlf", "/opt/m\r")
            .script("s5", "/opt/g");
    image.program("bin/sh", MUSL);
    for (int i = 4; i >= 1; i--) {
      image.script("s" + i, "/s" + (i + 1));
    }
    image.script("s0", "/s1");
    assertThat(image.libc("/s1").libc().kind()).isEqualTo(Libc.Kind.Glibc);
    assertThat(image.libc("/s0").libc().kind()).isEqualTo(Libc.Kind.Musl);
    assertThat(image.libc("/crlf").libc().kind()).isEqualTo(Libc.Kind.Glibc);
  }

  private static ImageText both() {
    return new ImageText()
        .muslLoader()
        .program("bin/busybox", MUSL)
        .entries("l bin/sh /bin/busybox")
        .library("usr/glibc-compat/lib/ld-linux-x86-64.so.2", "ld-linux-x86-64.so.2")
        .entries("l lib64/ld-linux-x86-64.so.2 /usr/glibc-compat/lib/ld-linux-x86-64.so.2")
        .program("opt/app/bin/server", GLIBC)
        .script("opt/app/run", "bin/server");
  }

  @Test
  void theStartedProgramIsFoundFromTheWorkingDirectoryAndAlongThePath() {
    for (String[] start :
        new String[][] {
          {"opt/app", "/bin", "bin/server"},
          {"/opt/app/", "/bin", "./bin/server"},
          {"/opt/app/bin", "/bin", "./server"},
          {"/opt/app/bin", ".:/bin", "server"},
          {"/opt/app/bin", ":/bin", "server"},
          {"/opt/app", "bin:/bin", "server"},
          {"/opt/app", "/bin", "../app/run"},
          {"", "/bin", "opt/app/bin/server"},
        }) {
      var libc = both().searching(start[0], start[1]).libc(start[2]).libc();
      assertThat(libc.kind()).as(String.join(" ", start)).isEqualTo(Libc.Kind.Glibc);
    }
    assertThat(both().searching("/", "").libc("server").libc().kind()).isEqualTo(Libc.Kind.Mixed);
  }

  @Test
  void aLoaderThatIsStartedItselfIsTheLibc() {
    var glibc = both().libc("/usr/glibc-compat/lib/ld-linux-x86-64.so.2", "/opt/app/bin/server");
    assertThat(glibc.libc().kind()).isEqualTo(Libc.Kind.Glibc);
    var renamed = both().program("bin/x", GLIBC).marked("opt/loader", Kind.MuslLoader, "1.2.3");
    assertThat(renamed.program("bin/y", GLIBC).libc("/opt/loader").libc().kind())
        .isEqualTo(Libc.Kind.Musl);
    assertThat(renamed.libc("/opt/loader").libc().version()).isEqualTo("1.2.3");
  }

  @Test
  void aLoaderUnderAnyNameIsTheOneThatProgramsAskFor() {
    var libc =
        new ImageText()
            .marked("objects/ab", Kind.GlibcLoader, "2.41")
            .entries("h opt/my-loader objects/ab")
            .program("app", "/opt/my-loader")
            .libc("/app")
            .libc();
    assertThat(libc.kind()).isEqualTo(Libc.Kind.Glibc);
    assertThat(libc.version()).isEqualTo("2.41");
  }

  @Test
  void aProgramWhoseHeadersWereNotReadIsUnknownAndAnError() {
    var started = alpine().unread("app").libc("/app");
    assertThat(started.libc().kind()).isEqualTo(Libc.Kind.Unknown);
    assertThat(started.errors()).singleElement().asString().startsWith("/app: ");
    var alone = new ImageText().unread("opt/x").program("y", null).libc("/y");
    assertThat(alone.libc().kind()).isEqualTo(Libc.Kind.Unknown);
    assertThat(alone.errors()).hasSize(1);
    assertThat(alpine().unread("opt/x").libc("sh").errors()).isEmpty();
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
  void an_entrypoint_whose_loader_nobody_can_find_is_not_judged_by_the_others() {
    var finding = alpine().program("app", "/proc/self/root/opt/ld").libc("/app");
    assertThat(finding.libc().kind()).isEqualTo(Libc.Kind.Unknown);
    assertThat(finding.libc().loaders()).containsExactly("/lib/ld-musl-x86_64.so.1");
  }

  @Test
  void a_loader_in_a_directory_that_is_a_link_has_the_name_that_programs_use() {
    var libc =
        new ImageText()
            .entries("l lib opt/l")
            .marked("opt/l/ld-musl-x86_64.so.1", Kind.MuslLoader, "1.2.5")
            .libc("sh")
            .libc();
    assertThat(libc.loaders()).containsExactly("/lib/ld-musl-x86_64.so.1");
  }

  @Test
  void a_relative_interpreter_is_sought_from_the_working_directory() {
    var image =
        new ImageText()
            .marked("opt/lib/ldx", Kind.MuslLoader, "1.2.5")
            .program("opt/app", "lib/ldx");
    assertThat(image.searching("", "/bin").libc("/opt/app").libc().kind())
        .isEqualTo(Libc.Kind.Unknown);
    assertThat(image.searching("/opt", "/bin").libc("/opt/app").libc().kind())
        .isEqualTo(Libc.Kind.Musl);
  }

  @Test
  void a_loader_that_nobody_names_is_told_too() {
    var libc = debian().marked("opt/musl/libc.so", Kind.MuslLoader, null).libc("sh").libc();
    assertThat(libc.kind()).isEqualTo(Libc.Kind.Glibc);
    assertThat(libc.loaders()).contains("/opt/musl/libc.so");
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
    assertThat(libc.version()).isEqualTo("1.0.45");
  }
}
