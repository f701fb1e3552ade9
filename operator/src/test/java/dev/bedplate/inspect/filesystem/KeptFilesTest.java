package dev.bedplate.inspect.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptFilesTest {
  @Test
  void keepsReleaseFilesAndMuslSearchPathsOnly() {
    assertThat(KeptFiles.keeps("etc/os-release")).isTrue();
    assertThat(KeptFiles.keeps("usr/lib/os-release")).isTrue();
    assertThat(KeptFiles.keeps("etc/ld-musl-x86_64.path")).isTrue();
    assertThat(KeptFiles.keeps("etc/ld-musl-x/y.path")).isFalse();
    assertThat(KeptFiles.keeps("home/etc/os-release")).isFalse();
    assertThat(KeptFiles.keeps("var/lib/dpkg/status")).isFalse();
  }
}
