package dev.bedplate.inspect.libc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Evidence;
import dev.bedplate.inspect.elf.ElfFile.Marker.Kind;
import org.junit.jupiter.api.Test;

class ToolFinderTest {
  @Test
  void findsToolsByNameThroughLinks() {
    var finding =
        new ImageText()
            .entries("f bin/busybox elf", "l bin/sh /bin/busybox", "l bin/ash /bin/busybox")
            .entries("l usr/bin/wget /bin/busybox", "f sbin/apk elf", "l usr/bin/curl gone")
            .entries("d usr/bin/gcc", "f opt/gdb elf")
            .tools();
    assertThat(finding.tools().shells()).containsExactly("/bin/ash", "/bin/sh");
    assertThat(finding.tools().downloaders()).containsExactly("/usr/bin/wget");
    assertThat(finding.tools().packageManagers()).containsExactly("/sbin/apk");
    assertThat(finding.tools().compilers()).isEmpty();
    assertThat(finding.tools().debuggers()).isEmpty();
    assertThat(finding.evidence())
        .contains(
            new Evidence("tools.shells", "/bin/sh", ImageText.LAYER, "leads to /bin/busybox"));
  }

  @Test
  void appletsOfBusyBoxAreNoPackageManagersButOtherToolsTheyAre() {
    var finding =
        new ImageText()
            .marked("bin/busybox", Kind.BusyBox, "1.36.1")
            .entries("l usr/bin/dpkg /bin/busybox", "h bin/rpm bin/busybox")
            .entries("h bin/ash bin/busybox", "l usr/bin/wget /bin/busybox", "f sbin/apk elf")
            .tools();
    assertThat(finding.tools().packageManagers()).containsExactly("/sbin/apk");
    assertThat(finding.tools().shells()).containsExactly("/bin/ash");
    assertThat(finding.tools().downloaders()).containsExactly("/usr/bin/wget");
    assertThat(finding.evidence())
        .filteredOn(evidence -> evidence.fact().equals("tools.packageManagers"))
        .extracting(Evidence::path)
        .containsExactly("/sbin/apk");
  }

  @Test
  void aDirectoryWithTwoNamesCountsOnce() {
    var tools =
        new ImageText().entries("l bin usr/bin", "f usr/bin/bash elf", "f busybox/sh elf").tools();
    assertThat(tools.tools().shells()).containsExactly("/bin/bash", "/busybox/sh");
  }
}
