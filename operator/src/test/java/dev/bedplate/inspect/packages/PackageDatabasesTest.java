package dev.bedplate.inspect.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.bedplate.inspect.packages.PackageDatabase.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageDatabasesTest {
  private static PackageDatabase read(String text, int max) {
    return read(text.getBytes(StandardCharsets.UTF_8), max);
  }

  private static PackageDatabase read(byte[] content, int max) {
    PackageDatabase database = DatabaseText.read(content, max);
    if (database == null) {
      throw new AssertionError("not taken for a database");
    }
    return database;
  }

  private static @Nullable DatabaseForm form(String text) {
    byte[] bytes = ("ab" + text).getBytes(StandardCharsets.ISO_8859_1);
    return DatabaseForm.of(bytes, 2, bytes.length - 2);
  }

  @Test
  void databasesAreToldByTheirFirstLines() {
    assertThat(form("C:Q1abc=\nP:musl\nV:1\n")).isEqualTo(DatabaseForm.Apk);
    assertThat(form("\nP:musl\n")).isEqualTo(DatabaseForm.Apk);
    assertThat(form("Package: tar\nStatus: install ok installed\n"))
        .isEqualTo(DatabaseForm.Control);
    assertThat(form("Essential: yes\nDescription: x\n more\nPackage: tar\n"))
        .isEqualTo(DatabaseForm.Control);
    assertThat(form("package: tar\nstatus: install ok installed\n"))
        .isEqualTo(DatabaseForm.Control);
    assertThat(form("%FILENAME%\nx\n")).isEqualTo(DatabaseForm.Pacman);
    assertThat(form("a\t1\t1\t1\tX\t(none)\t1\tx86_64\t0\ta-1.src.rpm\n"))
        .isEqualTo(DatabaseForm.RpmManifest);
    assertThat(form("RpmP" + "\0".repeat(20))).isEqualTo(DatabaseForm.RpmNdb);
    assertThat(form("\0".repeat(12) + "\0\6\25\141")).isEqualTo(DatabaseForm.RpmBerkeley);
    assertThat(form("\0".repeat(12) + "\141\25\6\0")).isEqualTo(DatabaseForm.RpmBerkeley);
    for (String other :
        List.of(
            "",
            "\n\n",
            "P",
            "C:\\Windows\nD: x\n",
            "Metadata-Version: 2.1\nName: pip\n",
            "Manifest-Version: 1.0\n\nPackage: x\n",
            "name: x\npackages:\n",
            "% comment\n",
            "a\tb\tc\n1\t2\t3\n",
            "RpmX" + "\0".repeat(20),
            "hello\n")) {
      assertThat(form(other)).as(other).isNull();
    }
  }

  @Test
  void whatARepositoryOffersIsNotInstalled() {
    var text = "Package: a\nVersion: 1\nFilename: pool/a.deb\n\nPackage: b\n";
    assertThat(DatabaseText.read(text.getBytes(StandardCharsets.UTF_8), 1000)).isNull();
  }

  @Test
  void onePackageForTwoArchitecturesIsTwo() {
    var text =
        "Package: libc6\nArchitecture: amd64\n\nPackage: libc6\nArchitecture: i386\n\n"
            + "Package: libc6\nArchitecture: i386\nVersion: 2\n";
    assertThat(read(text, 1000).packages())
        .containsExactly(new Entry("libc6", "amd64", false), new Entry("libc6", "i386", false));
  }

  @Test
  void apkPackagesCountWithoutVirtualOnes() {
    var text = "C:x\nP:musl\nV:1.2.5-r0\n\nP:.build-deps\nV:0\n\nP:busybox\nV:1.36\n\n";
    assertThat(read(text, 1000).packages())
        .containsExactly(new Entry("musl", ""), new Entry("busybox", ""));
  }

  @Test
  void dpkgPackagesCountWhenInstalled() {
    var text =
        "Package: a\nStatus: install ok installed\nVersion: 1\n\n"
            + "Package: b\nStatus: deinstall ok config-files\nVersion: 1\n\n"
            + "Package: held\nStatus: hold ok installed\nVersion: 1\n\n"
            + "Package: d\nStatus: purge ok not-installed\n\n"
            + "Package: e\nStatus: install ok half-installed\nVersion: 1\n\n"
            + "package: c\nVERSION: 2\nDescription: text\n Package: no\n \n more\n"
            + "Status: Install OK Installed\n\n\n";
    assertThat(read(text, 1000).packages())
        .containsExactly(new Entry("a", ""), new Entry("held", ""), new Entry("c", ""));
  }

  /** What dpkg-query 1.22 refuses to read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Package: b\nStatus: install ok installed\nVersion: 1",
        "Package: b\nStatus: install ok installed\nVers",
        "Package: b\nVers",
        "Package: b\nStatus: install ok installed\n",
        "Package: b\nStatus: install ok installed\nVersion:\n",
        "Package: b\nStatus: installed\nVersion: 1\n",
        "Status: install ok installed\nVersion: 1\n",
        "Package:\nStatus: install ok installed\nVersion: 1\n",
        "Package: b\nStatus: install ok installed\nVersion: 1\nversion: 2\n",
        "Package: b\nStatus: install ok installed\nVersion: 1\nX: 1\nx: 2\n",
        "Package: b\nStatus: install ok installed\nVersion: 1\nhello\n",
        " x\nPackage: b\nStatus: install ok installed\nVersion: 1\n",
        "   \nPackage: b\nStatus: install ok installed\nVersion: 1\n",
        "Package: a\nStatus: install ok installed\nVersion: 1\n",
      })
  void aDamagedDatabaseOfDpkgIsAProblem(String stanza) {
    String first = "Package: a\nStatus: install ok installed\nVersion: 1\n\n";
    assertThat(read(first, 1000).packages()).hasSize(1);
    assertThat(read(first + stanza, 1000).packages()).isNull();
  }

  @Test
  void aFragmentThatEndsWithoutALineEndIsAPackage() {
    assertThat(read("Package: tzdata\nVersion: 2025b", 1000).packages())
        .containsExactly(new Entry("tzdata", "", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P:zlib\nV:1\n", "P:zl", "C:Q1x\n", "C:Q1x\n\n", "P:zlib"})
  void aDatabaseOfApkThatIsCutOffIsAProblem(String rest) {
    assertThat(read("P:musl\nV:1\n\n" + rest, 1000).packages()).isNull();
  }

  @Test
  void aFragmentOfDpkgIsOnePackageWhateverItsLineEnds() {
    var text = "Package: tzdata\r\nStatus: install ok installed\r\nVersion: 2024a-0+deb12u1\r\n";
    assertThat(read(text, 1000))
        .isEqualTo(
            new PackageDatabase(DatabaseForm.Control, List.of(new Entry("tzdata", "")), null));
  }

  @Test
  void opkgHasTheFormOfDpkg() {
    var text =
        "Package: libc\nVersion: 1.2.4-4\nStatus: install user installed\n\n"
            + "Package: gone\nVersion: 1\nStatus: deinstall ok not-installed\n";
    assertThat(read(text, 1000).packages()).containsExactly(new Entry("libc", ""));
  }

  @Test
  void aDescriptionOfPacmanIsOnePackage() {
    var text = "%NAME%\nbash\n\n%VERSION%\n5.2-1\n\n%DEPENDS%\nglibc\n";
    assertThat(read(text, 1000))
        .isEqualTo(new PackageDatabase(DatabaseForm.Pacman, List.of(new Entry("bash", "")), null));
    assertThat(read("%VERSION%\n1\n", 1000).problem()).contains("no %NAME%");
  }

  @Test
  void theTextManifestOfRpmHasOnePackagePerLine() {
    var rest = "\t1\t2\tMicrosoft\t(none)\t9\tx86_64\t0\t";
    var text =
        "glibc\t2.38-8.azl3" + rest + "glibc-2.38.src.rpm\nbash\t5.2-1\n\ngpg-pubkey\t1-2\nlone\n";
    var database = read(text, 1000);
    assertThat(database.form()).isEqualTo(DatabaseForm.RpmManifest);
    assertThat(database.packages())
        .containsExactly(new Entry("glibc", ""), new Entry("bash", ""), new Entry("lone", ""));
  }

  @Test
  void theManifestOfChiselCountsPackagesAndNotSlicesOrPaths() {
    var text =
        """
        {"jsonwall":"1.0","schema":"1.0","count":5}
        {"kind":"content","slice":"libc6_libs","path":"/lib/x","name":"no"}
        {"kind":"package","name":"libc6","version":"2.39-0ubuntu8","sha256":"ab","arch":"amd64"}
        {"kind":"package","name":"base-files","version":"13","extra":{"name":"inner"}}
        {"kind":"slice","name":"libc6_libs"}
        """;
    byte[] stored = Zstd.compress(text.getBytes(StandardCharsets.UTF_8));
    var database = read(stored, 1000);
    assertThat(database.problem()).isNull();
    assertThat(database.form()).isEqualTo(DatabaseForm.Chisel);
    assertThat(database.packages())
        .containsExactly(new Entry("libc6", "amd64"), new Entry("base-files", ""));
  }

  @Test
  void aManifestOfChiselThatUnpacksToTooMuchOrIsCutIsAProblem() {
    byte[] begin = "{\"jsonwall\":\"1.0\"}\n".getBytes(StandardCharsets.UTF_8);
    byte[] stored = Zstd.compress(Arrays.copyOf(begin, 100_000));
    assertThat(read(stored, 10_000).problem()).contains("larger than 10000 bytes");
    byte[] cut = Zstd.compress("{\"jsonwall\":\"1.0\"".getBytes(StandardCharsets.UTF_8));
    assertThat(read(cut, 10_000).packages()).isNull();
    byte[] other = Zstd.compress("hello".getBytes(StandardCharsets.UTF_8));
    assertThat(DatabaseText.read(other, 10_000)).isNull();
  }

  @Test
  void whatIsDamagedOrTooLargeIsAProblemAndNeverZeroPackages() {
    assertThat(read("Package: a\0b\n", 1000).packages()).isNull();
    assertThat(read("Package: a\n", 5).problem()).contains("larger than 5");
  }

  @Test
  void aFailingStreamIsNoProblemOfTheDatabase() throws IOException {
    var failing = InputStream.nullInputStream();
    failing.close();
    for (DatabaseForm form :
        List.of(DatabaseForm.Control, DatabaseForm.RpmSqlite, DatabaseForm.Chisel)) {
      assertThatThrownBy(() -> PackageDatabases.read(form, "x", failing, 1000, bytes -> {}))
          .isInstanceOf(IOException.class)
          .hasMessage("Stream closed");
    }
  }
}
