package dev.bedplate.inspect.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bedplate.image.Digest;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.elf.ElfFile.Marker;
import dev.bedplate.inspect.elf.ElfFile.Marker.Kind;
import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.LayerText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Layers of published images, where a folder with them exists. */
class RealLayersTest {
  @Test
  void alpine() throws Exception {
    LayerFacts facts = read("d4e6fd67dcf75e40c451560ac7265166c2b72a0f38ddc9aae756a7de3d1efa0c");

    assertThat(facts.unpacked()).isEqualTo(7_792_915);
    assertThat(facts.compressed()).isEqualTo(3_490_290);
    assertThat(marker(facts, "lib/ld-musl-x86_64.so.1"))
        .isEqualTo(new Marker(Kind.MuslLoader, "1.2.5"));
    assertThat(marker(facts, "bin/busybox")).isEqualTo(new Marker(Kind.BusyBox, "1.36.1"));
    assertThat(facts.databases()).containsKey(entry(facts, "lib/apk/db/installed"));
  }

  @Test
  void busyboxForGlibcIsAFarmOfHardLinks() throws Exception {
    LayerFacts facts = read("436a1b1fd078ee8e117111472724c2827077657189af7a781829d0825d48d2ab");

    assertThat(marker(facts, "bin/[")).isEqualTo(new Marker(Kind.BusyBox, "1.37.0"));
    assertThat(marker(facts, "lib/libc.so.6")).isEqualTo(new Marker(Kind.Glibc, "2.41"));
    assertThat(facts.unpacked()).isLessThan(5_000_000);
    var counts = new EnumMap<EntryType, Integer>(EntryType.class);
    facts
        .files()
        .entries()
        .forEach((position, type, path, size, mode, target) -> counts.merge(type, 1, Integer::sum));
    assertThat(counts.get(EntryType.HardLink)).isGreaterThan(390);
  }

  @Test
  void busyboxForMuslIsStatic() throws Exception {
    LayerFacts facts = read("f4255029a25bc97fe31c78724f2972e1ad162354163517d2bf202005a1c3c906");

    assertThat(facts.elves().values()).allMatch(elf -> elf.interpreter() == null);
    assertThat(marker(facts, "bin/[")).isEqualTo(new Marker(Kind.BusyBox, "1.37.0"));
  }

  private static int entry(LayerFacts facts, String path) {
    return LayerText.entry(facts.files().entries(), path);
  }

  private static @Nullable Marker marker(LayerFacts facts, String path) {
    ElfFile elf = facts.elves().get(entry(facts, path));
    assertThat(elf).as(path).isNotNull();
    return elf == null ? null : elf.marker();
  }

  private static LayerFacts read(String hex) throws IOException {
    String set = System.getenv("BEDPLATE_REAL_IMAGES");
    Path images = set == null ? Path.of("../../shared/images") : Path.of(set);
    Path blob = images.resolve("blobs/sha256").resolve(hex);
    assumeTrue(Files.isRegularFile(blob), () -> "no real images at " + images.toAbsolutePath());
    var descriptor =
        LayerFixture.descriptor(LayerFixture.GZIP, Digest.of("sha256:" + hex), Files.size(blob));
    try (InputStream in = Files.newInputStream(blob)) {
      return LayerFixture.read(in, descriptor, Limits.DEFAULTS);
    }
  }
}
