package dev.bedplate.inspect.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bedplate.image.Digest;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.filesystem.EntryTable;
import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.LayerFiles;
import dev.bedplate.inspect.packages.DatabaseForm;
import dev.bedplate.inspect.packages.PackageDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerFactsCodecTest {
  @Test
  void facts_come_back_as_they_went() throws IOException {
    LayerFacts facts = facts();

    LayerFacts back = LayerFactsCodec.read(in(bytes(facts)));

    assertThat(back.digest()).isEqualTo(facts.digest());
    assertThat(back.diffId()).isEqualTo(facts.diffId());
    assertThat(List.of(back.compressed(), back.tarBytes(), back.unpacked()))
        .containsExactly(1L, 2L, 3L);
    assertThat(entries(back))
        .containsExactly(
            "Directory usr 0 493 null",
            "File usr/bin/ä 123456789012 420 null",
            "Symlink usr/bin/sh 0 511 ../lib/x",
            "Whiteout etc/os-release 0 0 null");
    assertThat(back.files().contents().get(3)).isEqualTo(new byte[] {1, 2});
    assertThat(back.elves()).isEqualTo(facts.elves());
    assertThat(back.databases()).isEqualTo(facts.databases());
    assertThat(back.scripts()).isEqualTo(facts.scripts());
    assertThat(back.files().unread()).isEqualTo(77);
  }

  @Test
  void bytes_that_were_cut_or_changed_never_pass_as_other_than_an_io_error() throws IOException {
    byte[] good = bytes(facts());
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> LayerFactsCodec.read(in(cut))).isInstanceOf(IOException.class);
    }
  }

  private static List<String> entries(LayerFacts facts) {
    List<String> entries = new ArrayList<>();
    facts
        .files()
        .entries()
        .forEach(
            (position, type, path, size, mode, target) ->
                entries.add(type + " " + path + " " + size + " " + mode + " " + target));
    return entries;
  }

  private static LayerFacts facts() {
    var entries = new EntryTable.Builder();
    entries.add(EntryType.Directory, "usr", 0, 0755, null);
    entries.add(EntryType.File, "usr/bin/ä", 123_456_789_012L, 0644, null);
    entries.add(EntryType.Symlink, "usr/bin/sh", 0, 0777, "../lib/x");
    entries.add(EntryType.Whiteout, "etc/os-release", 0, 0, null);
    var elf =
        new ElfFile(
            64,
            62,
            "/lib/ld-musl-x86_64.so.1",
            List.of("libc.so"),
            null,
            new ElfFile.Marker(ElfFile.Marker.Kind.BusyBox, "1.36.1"),
            false);
    return new LayerFacts(
        new Digest("sha256", "a".repeat(64)),
        new Digest("sha256", "b".repeat(64)),
        1,
        LayerFormat.Zstd,
        2,
        3,
        new LayerFiles(entries.build(), Map.of(3, new byte[] {1, 2}), 77),
        Map.of(1, elf),
        Map.of(
            1,
            new PackageDatabase(
                DatabaseForm.Apk, List.of(new PackageDatabase.Entry("musl", "x86_64")), null),
            2,
            new PackageDatabase(DatabaseForm.RpmNdb, null, "not readable")),
        Map.of(1, "/bin/sh -e"));
  }

  private static byte[] bytes(LayerFacts facts) throws IOException {
    var bytes = new ByteArrayOutputStream();
    LayerFactsCodec.write(facts, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
