package dev.bedplate.inspect.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.BusyBox;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.Libc;
import dev.bedplate.inspect.filesystem.EntryTable;
import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.FileSystem;
import dev.bedplate.inspect.filesystem.LayerFiles;
import dev.bedplate.inspect.packages.PackageDatabase;
import dev.bedplate.inspect.packages.PackageInventory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DistributionDetectorTest {
  private static final List<Digest> LAYERS = List.of(Digest.of("sha256:" + "a".repeat(64)));

  private static Distribution detect(Libc.Kind libc, Map<String, String> texts, String apk) {
    var table = new EntryTable.Builder();
    Map<String, byte[]> contents = new HashMap<>();
    texts.forEach(
        (path, text) -> {
          table.add(EntryType.File, path, text.length(), 0644, null);
          contents.put(path, text.getBytes(StandardCharsets.UTF_8));
        });
    table.add(EntryType.File, "lib/apk/db/installed", 1, 0644, null);
    var files = FileSystem.squash(List.of(new LayerFiles(table.build(), contents)));
    var entries = List.of(new PackageDatabase.Entry("musl", "1"));
    Map<String, PackageDatabase> databases =
        Map.of("lib/apk/db/installed", new PackageDatabase(apk, entries, null));
    var packages = PackageInventory.find(files, List.of(databases), node -> false, LAYERS).packages();
    assertThat(packages.count()).isEqualTo(1);
    return DistributionDetector.detect(
            files,
            packages,
            new Libc(libc, null, List.of(), null),
            new BusyBox(false, null, null),
            true,
            "linux",
            null,
            LAYERS)
        .distribution();
  }

  @Test
  void alpineHasTheVersionOfOsRelease() {
    var found =
        detect(
            Libc.Kind.Musl,
            Map.of("etc/os-release", "ID=alpine\r\nVERSION_ID=1\r\nVERSION_ID='3.20.3'\r\n"),
            "apk");
    assertThat(found.id()).isEqualTo("alpine");
    assertThat(found.version()).isEqualTo("3.20.3");
    assertThat(found.consistent()).isTrue();
  }

  @Test
  void debianIsRefinedUbuntuIsNotAndContradictionsShow() {
    var debian =
        Map.of("etc/os-release", "ID=debian\nVERSION_ID=\"12\"", "etc/debian_version", "12.15\n");
    assertThat(detect(Libc.Kind.Glibc, debian, "dpkg").version()).isEqualTo("12.15");
    assertThat(detect(Libc.Kind.Glibc, debian, "apk").consistent()).isFalse();
    var ubuntu =
        Map.of("etc/os-release", "ID=ubuntu\nVERSION_ID=24.04", "etc/debian_version", "13.1");
    assertThat(detect(Libc.Kind.Glibc, ubuntu, "dpkg").version()).isEqualTo("24.04");
  }
}
