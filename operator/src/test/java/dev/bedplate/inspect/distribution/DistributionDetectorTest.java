package dev.bedplate.inspect.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.BusyBox;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.Libc;
import dev.bedplate.image.Packages;
import dev.bedplate.inspect.filesystem.FileSystem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionDetectorTest {
  static final String ALPINE =
      "f etc/os-release NAME=\"Alpine Linux\"\nID=alpine\nVERSION_ID=3.20.3\n"
          + "PRETTY_NAME=\"Alpine Linux v3.20\"\n";
  private static final String DEBIAN =
      "f usr/lib/os-release PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n"
          + "VERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\n";
  private static final String OS_LINK = "l etc/os-release ../usr/lib/os-release";
  private static final String APK = "f lib/apk/db/installed P:musl\nV:1\n\n";
  private static final String DPKG =
      "f var/lib/dpkg/status Package: tar\nStatus: install ok installed\nVersion: 1\n";

  @Test
  void alpineHasTheIdentityOfOsRelease() {
    var finding = Rootfs.of(APK, "f sbin/apk elf").layer(ALPINE).libc(Libc.Kind.Musl).detect();
    var found = finding.distribution();
    assertThat(found.id()).isEqualTo("alpine");
    assertThat(found.version()).isEqualTo("3.20.3");
    assertThat(found.prettyName()).isEqualTo("Alpine Linux v3.20");
    assertThat(found.consistent()).isTrue();
    assertThat(finding.evidence())
        .containsExactly(
            new Evidence("distribution.id", "/etc/os-release", Rootfs.digest(1), "ID=alpine"),
            new Evidence(
                "distribution.version", "/etc/os-release", Rootfs.digest(1), "VERSION_ID=3.20.3"));
  }

  @Test
  void theLastAssignmentCountsWhateverItsQuotesAndLineEnds() {
    var found =
        Rootfs.of("f etc/os-release # x\r\nID='Alpine'\r\nVERSION_ID=1\r\nVERSION_ID=\"3.20\"\r\n")
            .libc(Libc.Kind.Musl)
            .distribution();
    assertThat(found.id()).isEqualTo("alpine");
    assertThat(found.version()).isEqualTo("3.20");
  }

  @Test
  void alpineEdgeHasTheVersionEdgeUnlessItNamesASnapshot() {
    String edge = "f etc/os-release ID=alpine\nPRETTY_NAME=\"Alpine Linux edge\"\nVERSION_ID=";
    assertThat(Rootfs.of(edge + "3.19.0").libc(Libc.Kind.Musl).distribution().version())
        .isEqualTo("edge");
    assertThat(Rootfs.of(edge + "3.24_alpha20260127").libc(Libc.Kind.Musl).distribution().version())
        .isEqualTo("3.24_alpha20260127");
  }

  @Test
  void fedorasDevelopmentLineIsNotTheReleaseThatItWillBecome() {
    String fedora = "f etc/os-release ID=fedora\nVERSION_ID=45\nREDHAT_BUGZILLA_PRODUCT_VERSION=";
    for (String name : List.of("rawhide", "Rawhide", "\"rawhide\"")) {
      assertThat(Rootfs.of(fedora + name).distribution().version()).isEqualTo("rawhide");
    }
    assertThat(Rootfs.of(fedora + "45").distribution().version()).isEqualTo("45");
  }

  @Test
  void wolfiIsNotAlpineForHavingItsReleaseFile() {
    var found =
        Rootfs.of(
                "f etc/os-release ID=wolfi\nVERSION_ID=\"20230201\"\n",
                "f etc/alpine-release 3.19.0\n",
                APK,
                "f sbin/apk elf")
            .distribution();
    assertThat(found.id()).isEqualTo("wolfi");
    assertThat(found.version()).isEqualTo("20230201");
    assertThat(found.consistent()).isTrue();
  }

  @Test
  void debianIsRefinedByItsPointReleaseAndReadThroughTheLink() {
    var finding =
        Rootfs.of(DEBIAN, OS_LINK, DPKG, "f usr/bin/dpkg elf")
            .layer("f etc/debian_version 12.15\n")
            .detect();
    assertThat(finding.distribution().version()).isEqualTo("12.15");
    assertThat(finding.distribution().codename()).isEqualTo("bookworm");
    assertThat(finding.evidence())
        .containsExactly(
            new Evidence("distribution.id", "/etc/os-release", Rootfs.digest(0), "ID=debian"),
            new Evidence("distribution.version", "/etc/debian_version", Rootfs.digest(1), "12.15"));
    var other = Rootfs.of(DEBIAN, "f etc/debian_version trixie/sid\n").distribution();
    assertThat(other.version()).isEqualTo("12");
  }

  @Test
  void ubuntuIsNotRefinedByTheVersionOfItsOrigin() {
    var found =
        Rootfs.of(
                "f etc/os-release ID=ubuntu\nID_LIKE=debian\nVERSION_ID=24.04\n",
                "f etc/debian_version trixie/sid\n")
            .distribution();
    assertThat(found.version()).isEqualTo("24.04");
    assertThat(found.idLike()).containsExactly("debian");
  }

  @Test
  void redHatAndAmazonAreRefinedByTheirOwnFileOnly() {
    String centos = "f etc/os-release ID=\"centos\"\nVERSION_ID=\"7\"\n";
    assertThat(
            Rootfs.of(centos, "f etc/redhat-release CentOS Linux release 7.9.2009 (Core)\n")
                .distribution()
                .version())
        .isEqualTo("7.9.2009");
    String rhel = "f etc/redhat-release Red Hat Enterprise Linux release 7.9 (Maipo)\n";
    assertThat(Rootfs.of(centos, rhel).distribution().version()).isEqualTo("7");
    assertThat(
            Rootfs.of(
                    "f etc/os-release ID=\"amzn\"\nVERSION_ID=\"2023\"\n",
                    "f usr/lib/system-release Amazon Linux release 2023.5.20240708 (Amazon"
                        + " Linux)\n")
                .distribution()
                .version())
        .isEqualTo("2023.5.20240708");
  }

  @Test
  void anIdThatLibcOrDatabaseContradictIsInconsistent() {
    var libc = Rootfs.of(ALPINE, APK).libc(Libc.Kind.Glibc).detect();
    assertThat(libc.distribution().consistent()).isFalse();
    assertThat(libc.evidence())
        .contains(
            new Evidence("distribution.consistent", null, null, "its libc is Glibc, not Musl"));
    var database = Rootfs.of(DEBIAN, APK).detect();
    assertThat(database.distribution().consistent()).isFalse();
    assertThat(database.evidence())
        .contains(
            new Evidence("distribution.consistent", null, null, "its package database is apk"));
  }

  @Test
  void whatADistributionIsLikeContradictsNothing() {
    for (String like : List.of("alpine", "other debian", "rhel fedora")) {
      String release = "f etc/os-release ID=mine\nID_LIKE=\"" + like + "\"\n";
      for (Libc.Kind kind : List.of(Libc.Kind.Musl, Libc.Kind.Glibc)) {
        assertThat(Rootfs.of(release, APK).libc(kind).distribution().consistent()).isTrue();
      }
    }
  }

  @Test
  void aReleaseFileThatWasNotReadLeavesTheDistributionUnknownAndSaysSo() {
    var finding =
        Rootfs.of("f usr/lib/os-release ID=debian\n", "f etc/alpine-release 3.4\n")
            .layerWithout("f etc/os-release ID=alpine\n")
            .libc(Libc.Kind.None)
            .detect();
    assertThat(finding.distribution().id()).isEqualTo("unknown");
    assertThat(finding.errors()).singleElement().asString().contains("/etc/os-release");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NAME=Foo\n", "ID=\n", "ID = debian\n", "hello\n", "ID=a/b\n"})
  void anOsReleaseThatDoesNotSayItStandsBeforeAllOthers(String text) {
    var finding =
        Rootfs.of(
                "f etc/os-release " + text,
                "f usr/lib/os-release ID=debian\n",
                "f etc/alpine-release 3.4\n")
            .detect();
    assertThat(finding.distribution().id()).isEqualTo("unknown");
    assertThat(finding.errors()).singleElement().asString().contains("/etc/os-release");
  }

  @ParameterizedTest
  @ValueSource(strings = {"d etc/os-release", "l etc/os-release os-release", "l etc/os-release /x"})
  void whatIsNoFileDoesNotStandBeforeTheOther(String entry) {
    assertThat(Rootfs.of(entry, "f usr/lib/os-release ID=debian\n").distribution().id())
        .isEqualTo("debian");
  }

  /** What dash and Python's platform module both read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "#!/usr/bin/env x\nID=debian\nVERSION_ID=13\n",
        "Welcome\nID=debian\nVERSION_ID=13\n",
        "NAME Debian\nID=debian\nVERSION_ID=13\n",
        "  ID=debian \n\tVERSION_ID=13\t\n",
        "ID=alpine\nID='debian'\nVERSION_ID=\"13\"",
        "ID=debian\nVERSION_ID=13\nNAME=\"a \\\" b\"\nHOME_URL='x;y'\n",
        "ID=debian\nVERSION_ID=13\nOTHER=\"$X\"\nMORE=a&b\n",
      })
  void assignmentsAreReadAsShellAndReadersOfLinesDo(String text) {
    var finding = Rootfs.of("f etc/os-release " + text).detect();
    assertThat(finding.distribution().id()).isEqualTo("debian");
    assertThat(finding.distribution().version()).isEqualTo("13");
    assertThat(finding.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'ID=debian\nPRETTY_NAME=\"x\nID=alpine\ny\"\n',3",
    "'ID=debian # our\n',1",
    "'NAME=x\nID=deb\\\nian\n',2",
    "'export ID=debian\n',1",
    "'ID=debian our\n',1",
    "'ID=$NAME\n',1",
    "'ID=\"`x`\"\n',1",
    "'# x\nID=debian&\n',2",
    "'Don''t edit\nID=debian\n',2",
    "'ID=debian; ID=alpine\n',1",
  })
  void whatAShellAndAReaderOfLinesReadDifferentlyIsUnknown(String text, int line) {
    var finding = Rootfs.of("f etc/os-release " + text).detect();
    assertThat(finding.distribution().id()).isEqualTo("unknown");
    assertThat(finding.errors())
        .singleElement()
        .asString()
        .contains("/etc/os-release line " + line + ":", "ID");
  }

  @Test
  void aVersionInDoubtIsNoVersion() {
    var finding =
        Rootfs.of("f etc/os-release ID=debian\nVERSION_ID=12 # x\n", "f etc/debian_version 12.5\n")
            .detect();
    assertThat(finding.distribution().id()).isEqualTo("debian");
    assertThat(finding.distribution().version()).isNull();
    assertThat(finding.errors()).singleElement().asString().contains("VERSION_ID");
  }

  @Test
  void packagesThatNobodyReadMakeNoScratch() {
    var finding = Rootfs.of("f app elf", "f var/db/pkg/a/b-1/PF b-1\n").libc(Libc.Kind.None);
    assertThat(finding.distribution().id()).isEqualTo("unknown");
  }

  @Test
  void mixedAndUnknownLibcsContradictNothing() {
    for (Libc.Kind kind : List.of(Libc.Kind.Mixed, Libc.Kind.Unknown, Libc.Kind.None)) {
      assertThat(Rootfs.of(ALPINE, APK).libc(kind).distribution().consistent()).isTrue();
    }
  }

  @Test
  void withoutReleaseFilesNixAndBusyBoxTellByWhatTheyLeave() {
    var nix = Rootfs.of("f nix/store/x-hello/bin/hello elf").detect();
    assertThat(nix.distribution().id()).isEqualTo("nix");
    assertThat(nix.evidence())
        .containsExactly(
            new Evidence(
                "distribution.id",
                "/nix/store",
                Rootfs.digest(0),
                "a Nix store and no os-release"));
    var busybox = Rootfs.of("f bin/busybox elf").busybox("1.36.1", "/bin/busybox").detect();
    assertThat(busybox.distribution().id()).isEqualTo("busybox");
    assertThat(busybox.distribution().version()).isEqualTo("1.36.1");
    assertThat(busybox.evidence())
        .extracting(Evidence::path, Evidence::detail)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("/bin/busybox", "BusyBox and no os-release"));
  }

  @Test
  void onlyStaticProgramsOrNoneAreScratchAndTheRestIsUnknown() {
    var scratch = Rootfs.of("f app elf").libc(Libc.Kind.None).detect();
    assertThat(scratch.distribution().id()).isEqualTo("scratch");
    assertThat(scratch.evidence())
        .containsExactly(
            new Evidence("distribution.id", null, null, "static programs only and no os-release"));
    assertThat(Rootfs.of("f data x").withoutPrograms().detect().evidence())
        .extracting(Evidence::detail)
        .containsExactly("no programs and no os-release");
    assertThat(Rootfs.of("f app elf").distribution().id()).isEqualTo("unknown");
    assertThat(Rootfs.of(DPKG).withoutPrograms().distribution().id()).isEqualTo("unknown");
  }

  @Test
  void anotherOperatingSystemIsItsOwnDistribution() {
    var finding =
        DistributionDetector.detect(
            FileSystem.squash(List.of()),
            new Packages(null, false, 0, false, List.of()),
            new Libc(Libc.Kind.None, null, List.of(), null),
            new BusyBox(false, null, null),
            false,
            "windows",
            "10.0.20348.2700",
            List.of());
    assertThat(finding.distribution().id()).isEqualTo("windows");
    assertThat(finding.distribution().version()).isEqualTo("10.0.20348.2700");
    assertThat(finding.distribution().consistent()).isTrue();
    assertThat(finding.evidence())
        .containsExactly(
            new Evidence("distribution.id", null, null, "os=windows in the configuration"));
  }

  @Test
  void an_image_that_only_calls_itself_one_of_another_system_is_what_its_files_say() {
    assertThat(Rootfs.of("f etc/os-release ID=alpine").system("windows").distribution().id())
        .isEqualTo("alpine");
    assertThat(
            Rootfs.of("f bin/busybox elf")
                .busybox("1.36.1", "bin/busybox")
                .system("plan9")
                .distribution()
                .id())
        .isEqualTo("busybox");
    assertThat(Rootfs.of("f app elf").system("freebsd").distribution().id()).isEqualTo("freebsd");
  }
}
