package dev.bedplate.inspect.libc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.BusyBox;
import dev.bedplate.inspect.elf.ElfFile.Marker.Kind;
import org.junit.jupiter.api.Test;

class BusyBoxDetectorTest {
  @Test
  void isFoundBehindAHardLinkUnderItsUsualName() {
    var finding =
        new ImageText()
            .marked("bin/[", Kind.BusyBox, "1.37.0")
            .entries("h bin/busybox bin/[", "h bin/sh bin/[")
            .busybox();
    assertThat(finding.busybox()).isEqualTo(new BusyBox(true, "1.37.0", "/bin/busybox"));
    assertThat(finding.evidence()).hasSize(1);
  }

  @Test
  void isFoundUnderAnyNameAndPrefersItsOwn() {
    var image = new ImageText().marked("opt/a", Kind.BusyBox, null);
    assertThat(image.busybox().busybox()).isEqualTo(new BusyBox(true, null, "/opt/a"));
    image.marked("opt/busybox.static", Kind.BusyBox, "1.36.1");
    assertThat(image.busybox().busybox().path()).isEqualTo("/opt/busybox.static");
  }

  @Test
  void whatIsStartedAndTheShellCountMost() {
    var image =
        new ImageText()
            .marked("usr/bin/busybox", Kind.BusyBox, "1.35.0")
            .marked("opt/tools/bb", Kind.BusyBox, "1.36.1")
            .marked("srv/box", Kind.BusyBox, "1.37.0")
            .entries("l bin/sh /opt/tools/bb");
    assertThat(image.busybox().busybox().path()).isEqualTo("/opt/tools/bb");
    assertThat(image.busybox("/srv/box").busybox())
        .isEqualTo(new BusyBox(true, "1.37.0", "/srv/box"));
    assertThat(image.busybox().used()).isTrue();
  }

  @Test
  void oneThatLiesAboutIsThereButNotUsed() {
    var finding = new ImageText().marked("srv/box", Kind.BusyBox, "1.37.0").busybox();
    assertThat(finding.busybox().present()).isTrue();
    assertThat(finding.used()).isFalse();
  }

  @Test
  void aLinkThatLeadsNowhereOrAnotherProgramIsNotBusyBox() {
    var image = new ImageText().entries("l bin/busybox /gone").program("usr/bin/busybox", null);
    assertThat(image.busybox().busybox()).isEqualTo(new BusyBox(false, null, null));
  }
}
