package dev.bedplate.inspect.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Distribution.Flavour;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.Libc;
import org.junit.jupiter.api.Test;

class FlavourTest {
  private static final String DEBIAN = "f etc/os-release ID=debian\nVERSION_ID=12\n";
  private static final String RHEL = "f etc/os-release ID=rhel\nVERSION_ID=9.4\n";
  private static final String MANIFEST =
      "f var/lib/rpmmanifest/container-manifest-2 bash\t1\t1\t1\tX\t(none)\t1\tx86_64\t0"
          + "\tbash-1.src.rpm\n";
  private static final String APK = "f lib/apk/db/installed P:musl\nV:1\n\n";

  @Test
  void aDistributionWithItsManagerIsRegular() {
    var image =
        Rootfs.of(
            DEBIAN,
            "f var/lib/dpkg/status Package: dpkg\nStatus: install ok installed\nVersion: 1\n",
            "f usr/bin/dpkg elf");
    assertThat(image.distribution().flavour()).isEqualTo(Flavour.Regular);
    assertThat(Rootfs.of(DEBIAN).distribution().flavour()).isEqualTo(Flavour.Regular);
  }

  @Test
  void debianInFragmentsWithoutManagerIsDistroless() {
    String fragment = "f var/lib/dpkg/status.d/base-files Package: base-files\n";
    assertThat(Rootfs.of(DEBIAN, fragment).distribution().flavour()).isEqualTo(Flavour.Distroless);
    assertThat(Rootfs.of(DEBIAN, fragment, "f usr/bin/dpkg elf").distribution().flavour())
        .isEqualTo(Flavour.Regular);
  }

  @Test
  void anImageThatSaysSoIsDistroless() {
    var finding =
        Rootfs.of("f etc/os-release ID=debian\nPRETTY_NAME=\"Distroless\"\nVERSION_ID=12\n")
            .detect();
    assertThat(finding.distribution().flavour()).isEqualTo(Flavour.Distroless);
    assertThat(finding.evidence())
        .contains(
            new Evidence(
                "distribution.flavour",
                "/etc/os-release",
                Rootfs.digest(0),
                "PRETTY_NAME=Distroless"));
  }

  @Test
  void apkPackagesWithoutManagerAreDistroless() {
    var image = Rootfs.of(DistributionDetectorTest.ALPINE, APK).libc(Libc.Kind.Musl);
    assertThat(image.distribution().flavour()).isEqualTo(Flavour.Distroless);
    assertThat(image.layer("f sbin/apk elf").distribution().flavour()).isEqualTo(Flavour.Regular);
  }

  @Test
  void aManifestOfChiselIsChiselled() {
    var finding =
        Rootfs.of("f etc/os-release ID=ubuntu\nVERSION_ID=24.04\n")
            .layer("f var/lib/chisel/manifest.wall x")
            .detect();
    assertThat(finding.distribution().flavour()).isEqualTo(Flavour.Chiselled);
    assertThat(finding.distribution().consistent()).isTrue();
    assertThat(finding.evidence())
        .contains(
            new Evidence(
                "distribution.flavour",
                "/var/lib/chisel/manifest.wall",
                Rootfs.digest(1),
                "Chisel manifest"));
  }

  @Test
  void rpmPackagesWithoutManagerAreMicro() {
    assertThat(Rootfs.of(RHEL, MANIFEST).distribution().flavour()).isEqualTo(Flavour.Micro);
    assertThat(Rootfs.of(RHEL, MANIFEST, "f usr/bin/microdnf elf").distribution().flavour())
        .isEqualTo(Flavour.Regular);
  }

  @Test
  void aDatabaseThatWasOnlyRemovedLeavesTheImageRegular() {
    var image =
        Rootfs.of(DistributionDetectorTest.ALPINE, APK, "f sbin/apk elf")
            .layer("w lib/apk", "w sbin/apk")
            .libc(Libc.Kind.Musl);
    assertThat(image.distribution().flavour()).isEqualTo(Flavour.Regular);
  }
}
