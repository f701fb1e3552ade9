package dev.bedplate.inspect.libc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Evidence;
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
  void aDirectoryWithTwoNamesCountsOnce() {
    var tools =
        new ImageText().entries("l bin usr/bin", "f usr/bin/bash elf", "f busybox/sh elf").tools();
    assertThat(tools.tools().shells()).containsExactly("/bin/bash", "/busybox/sh");
  }
}
