package dev.bedplate.inspect.layer;

import static dev.bedplate.inspect.layer.LayerFixture.entries;
import static dev.bedplate.inspect.layer.LayerFixture.readTar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.FileSystem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TarFormsTest {
  @Test
  void normalisesPaths() throws Exception {
    LayerFacts facts =
        readTar(
            new TarBytes()
                .directory("./")
                .directory("/usr//bin/./")
                .file("./a/../b", "1")
                .file("dotted/..name", "1")
                .end());

    assertThat(entries(facts))
        .containsExactly("Directory usr/bin", "File b 1", "File dotted/..name 1");
  }

  @Test
  void decodesWhiteouts() throws Exception {
    LayerFacts facts =
        readTar(
            new TarBytes()
                .file("etc/.wh.passwd", "")
                .file("var/.wh..wh..opq", "")
                .file(".wh..wh..opq", "")
                .file("a/.wh.", "")
                .file(".wh..wh.plnk/1.2", "x")
                .file("a/.wh..wh.aufs", "")
                .end());

    assertThat(entries(facts))
        .containsExactly("Whiteout etc/passwd", "Opaque var", "Opaque ", "File a/.wh.");
    assertThat(facts.unpacked()).isZero();
  }

  @Test
  void readsLinksAndSpecialFiles() throws Exception {
    LayerFacts facts =
        readTar(
            new TarBytes()
                .link('1', "bin/sh", "./bin/busybox")
                .link('2', "lib64", "../usr/lib64")
                .link('3', "dev/null", "")
                .entry('6', "fifo", "", new byte[0])
                .end());

    assertThat(entries(facts))
        .containsExactly(
            "HardLink bin/sh -> bin/busybox",
            "Symlink lib64 -> ../usr/lib64",
            "Special dev/null",
            "Special fifo");
  }

  @Test
  void paxRecordsReplaceNameLinkAndSize() throws Exception {
    String longName = "d/".repeat(80) + "é";
    byte[] header = TarBytes.checked(TarBytes.header('0', "short", "", 0));
    LayerFacts facts =
        readTar(
            new TarBytes()
                .pax("path", longName, "size", "3", "SCHILY.xattr.user.x", "y")
                .raw(header)
                .content(new byte[] {1, 2, 3})
                .pax("linkpath", "t".repeat(120))
                .link('2', "l", "cut")
                .end());

    assertThat(entries(facts))
        .containsExactly("File " + longName + " 3", "Symlink l -> " + "t".repeat(120));
  }

  @Test
  void gnuLongNamesAndLinksApplyToTheNextEntry() throws Exception {
    byte[] name = ("n".repeat(150) + "\0").getBytes(StandardCharsets.UTF_8);
    byte[] target = ("t".repeat(150) + "\0").getBytes(StandardCharsets.UTF_8);
    LayerFacts facts =
        readTar(
            new TarBytes()
                .entry('L', "././@LongLink", "", name)
                .entry('K', "././@LongLink", "", target)
                .link('2', "cut", "cut")
                .file("plain", "1")
                .end());

    assertThat(entries(facts))
        .containsExactly("Symlink " + "n".repeat(150) + " -> " + "t".repeat(150), "File plain 1");
  }

  @Test
  void ustarPrefixesAreJoined() throws Exception {
    byte[] header = TarBytes.header('0', "name", "", 0);
    TarBytes.text(header, 345, "some/prefix");

    LayerFacts facts = readTar(new TarBytes().raw(TarBytes.checked(header)).end());

    assertThat(entries(facts)).containsExactly("File some/prefix/name");
  }

  @Test
  void base256SizesAreRead() throws Exception {
    byte[] header = TarBytes.header('0', "big", "", 0);
    Arrays.fill(header, 124, 136, (byte) 0);
    header[124] = (byte) 0x80;
    header[135] = 5;

    LayerFacts facts =
        readTar(new TarBytes().raw(TarBytes.checked(header)).content(new byte[5]).end());

    assertThat(entries(facts)).containsExactly("File big 5");
  }

  @Test
  void theLastOfSeveralEntriesOfOnePathCounts() throws Exception {
    LayerFacts facts =
        readTar(
            new TarBytes()
                .file("etc/os-release", "ID=a\n")
                .file("run", "#!/bin/a\n")
                .file("etc/os-release", "ID=b\n")
                .link('2', "run", "other")
                .end());

    FileSystem files = FileSystem.squash(List.of(facts.files()));
    assertThat(files.read("etc/os-release").orElseThrow())
        .isEqualTo("ID=b\n".getBytes(StandardCharsets.UTF_8));
    assertThat(files.lookup("run").orElseThrow().type()).isEqualTo(EntryType.Symlink);
  }

  @Test
  void bytesThatAreNotUtf8AreEscaped() throws Exception {
    byte[] header = TarBytes.checked(TarBytes.header('0', "caf\u00e9", "", 0));

    assertThat(entries(readTar(new TarBytes().raw(header).end()))).containsExactly("File caf\\xe9");
  }

  @Test
  void aMissingEndIsToleratedWhenTheContentIsComplete() throws Exception {
    assertThat(entries(readTar(new TarBytes().file("a", "1").open()))).containsExactly("File a 1");
    assertThat(entries(readTar(new TarBytes().file("a", "1").raw(new byte[512]).open())))
        .containsExactly("File a 1");
  }
}
