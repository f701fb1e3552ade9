package dev.bedplate.inspect.layer;

import static dev.bedplate.inspect.layer.LayerFixture.readTar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.inspect.elf.TinyElf;
import dev.bedplate.inspect.filesystem.FileSystem;
import dev.bedplate.inspect.packages.DatabaseForm;
import dev.bedplate.inspect.packages.PackageDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of files whose names say nothing. */
class ContentsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ID=debian\n",
        "\n# made by hand\n\nNAME='x'\n  ID = debian\n",
        "\uFEFFID=\"a\"",
        "NAME=x\rID=y\r",
        "DISTRIB_ID=Ubuntu\n",
        "#!/bin/sh\nID=x\n",
        "Welcome\nID=x\n",
        "NAME Debian\nID=debian\n",
        "3.20.3\n",
        "3.24_alpha20260127",
        "trixie/sid\n",
        "CentOS Linux release 7.9.2009 (Core)\n",
        "\nWelcome to Alpine Linux 3.2\nKernel \\r\n",
      })
  void textsThatMayNameADistributionAreKept(String text) throws Exception {
    LayerFacts facts = readTar(new TarBytes().file("objects/ab/c.file", text).end());
    FileSystem files = FileSystem.squash(List.of(facts.files()));

    assertThat(files.read("objects/ab/c.file"))
        .hasValueSatisfying(
            kept -> assertThat(kept).isEqualTo(text.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NAME=x\nPRETTY_NAME=ID=y\n",
        "ID: debian\n",
        "{\"ID=\": 1}",
        "hello",
        "3 blind mice\n",
        "Authorised users only\n",
        "IDLE=1\n",
        "# ID=x\n"
      })
  void otherTextsAreNot(String text) throws Exception {
    assertThat(readTar(new TarBytes().file("etc/os-release", text).end()).files().contents())
        .isEmpty();
  }

  @Test
  void anAssignmentBehindALongCommentIsFound() throws Exception {
    String text = "# licence\n".repeat(2000) + "ID=x\n";
    assertThat(readTar(new TarBytes().file("x", text).end()).files().contents()).hasSize(1);
  }

  @Test
  void aFileOfThatFormThatIsTooLargeIsUnreadAndASmallerOneWithoutIdIsNot() throws Exception {
    String large = "ID=x\n" + "# padding\n".repeat(10_000);
    var tar = new TarBytes().file("etc/os-release", large).file("usr/lib/os-release", "NAME=x\n");

    FileSystem files = FileSystem.squash(List.of(readTar(tar.end()).files()));

    assertThat(files.unread("etc/os-release")).isTrue();
    assertThat(files.unread("usr/lib/os-release")).isFalse();
  }

  @Test
  void soManyTextsOfOneFormAreKeptAndTheRestIsUnread() throws Exception {
    var tar = new TarBytes();
    for (int i = 0; i < 9000; i++) {
      tar.file("labels/" + i, "7\n");
    }
    LayerFacts facts = readTar(tar.file("etc/os-release", "ID=x\n").end());
    FileSystem files = FileSystem.squash(List.of(facts.files()));

    assertThat(facts.files().contents()).hasSizeBetween(1000, 8999);
    assertThat(files.read("etc/os-release")).isPresent();
    assertThat(files.unread("labels/8999")).isTrue();
    assertThat(files.unread("labels/1")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'#! \t/bin/sh -e \n',/bin/sh -e",
    "'#!/bin/sh',/bin/sh",
    "'#!/bin/sh\r\n','/bin/sh\r'",
    "'#!\n',''",
  })
  void theFirstLineOfAScriptIsReadAsLinuxReadsIt(String text, String interpreter) throws Exception {
    String content = text.translateEscapes();
    assertThat(readTar(new TarBytes().file("x", content).end()).scripts().values())
        .containsExactly(interpreter.translateEscapes());
  }

  @Test
  void anInterpreterWhoseNameIsCutOffIsNone() throws Exception {
    for (int length : List.of(252, 253, 254)) {
      String name = "/" + "x".repeat(length - 1);
      LayerFacts facts = readTar(new TarBytes().file("x", "#!" + name + "\n").end());
      assertThat(facts.scripts().values()).containsExactly(length < 254 ? name : "");
    }
    String argument = "/bin/sh " + "x".repeat(300);
    LayerFacts facts = readTar(new TarBytes().file("x", "#!" + argument + "\n").end());
    assertThat(facts.scripts().values()).containsExactly(argument.substring(0, 254));
  }

  @Test
  void databasesAndProgramsAreKnownByTheirBytes() throws Exception {
    LayerFacts facts =
        readTar(
            new TarBytes()
                .file("objects/1", "P:musl\nV:1\n\n")
                .file("objects/2", "Package: tar\nVersion: 1\n")
                .file("lib/apk/db/installed", "hello\n")
                .file("bin/sh", TinyElf.muslProgram("BusyBox v1.37.0\0"))
                .end());

    List<Integer> positions = LayerFixture.positions(facts);
    assertThat(facts.databases()).containsOnlyKeys(positions.get(0), positions.get(1));
    assertThat(facts.databases().values())
        .extracting(PackageDatabase::form)
        .containsExactlyInAnyOrder(DatabaseForm.Apk, DatabaseForm.Control);
    assertThat(facts.elves()).containsOnlyKeys(positions.get(3));
  }
}
