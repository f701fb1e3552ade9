package dev.bedplate.inspect.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendorFilesTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      textBlock =
          """
          etc/alpine-release,     3.4.6,                                          alpine,    3.4.6
          etc/debian_version,     8.11,                                           debian,    8.11
          etc/debian_version,     bookworm/sid,                                   debian,
          etc/lsb-release,        DISTRIB_ID=Ubuntu,                              ubuntu,
          etc/redhat-release,     CentOS release 6.10 (Final),                    centos,    6.10
          etc/redhat-release,     Red Hat Enterprise Linux Server release 6.9,    rhel,      6.9
          etc/rocky-release,      Rocky Linux release 9.3 (Blue Onyx),            rocky,     9.3
          etc/almalinux-release,  AlmaLinux release 9.4 (Seafoam Ocelot),         almalinux, 9.4
          etc/oracle-release,     Oracle Linux Server release 8.9,                ol,        8.9
          etc/fedora-release,     Fedora release 40 (Forty),                      fedora,    40
          etc/fedora-release,     Fedora release 45 (Rawhide),                    fedora,    rawhide
          etc/system-release,     Amazon Linux AMI release 2018.03,               amzn,      2018.03
          usr/lib/system-release, Amazon Linux release 2 (Karoo),                 amzn,      2
          etc/photon-release,     VMware Photon OS 5.0,                           photon,    5.0
          etc/issue,              Welcome to Alpine Linux 3.2,                    alpine,    3.2
          etc/issue,              Ubuntu 12.04.5 LTS,                             ubuntu,    12.04.5
          """)
  void standInForOsRelease(String path, String text, String id, String version) {
    var finding = Rootfs.of("f " + path + " " + text + "\n").detect();
    assertThat(finding.distribution().id()).isEqualTo(id);
    assertThat(finding.distribution().version()).isEqualTo(version);
    assertThat(finding.evidence())
        .contains(new Evidence("distribution.id", "/" + path, Rootfs.digest(0), text));
  }

  @Test
  void aTextOfNoKnownVendorTellsNothing() {
    assertThat(Rootfs.of("f etc/issue Authorised users only\n").distribution().id())
        .isEqualTo("unknown");
  }
}
