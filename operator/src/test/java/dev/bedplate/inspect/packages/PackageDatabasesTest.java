package dev.bedplate.inspect.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.bedplate.inspect.packages.PackageDatabase.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackageDatabasesTest {
  private static PackageDatabase read(String path, String text, int max) throws IOException {
    return read(path, text.getBytes(StandardCharsets.UTF_8), max);
  }

  private static PackageDatabase read(String path, byte[] content, int max) throws IOException {
    return PackageDatabases.read(path, new ByteArrayInputStream(content), max);
  }

  @Test
  void databasesAreToldByTheirPath() {
    for (String path :
        new String[] {
          "lib/apk/db/installed",
          "usr/lib/apk/db/installed",
          "var/lib/dpkg/status",
          "var/lib/dpkg/status.d/base-files",
          "var/lib/opkg/status",
          "usr/lib/opkg/status",
          "var/lib/pacman/local/bash-5.2-1/desc",
          "var/lib/chisel/manifest.wall",
          "var/lib/rpmmanifest/container-manifest-2",
          "usr/share/rpm/Packages",
          "usr/lib/sysimage/rpm/Packages.db",
          "var/lib/rpm/rpmdb.sqlite"
        }) {
      assertThat(PackageDatabases.isDatabase(path)).as(path).isTrue();
    }
    for (String path :
        new String[] {
          "/var/lib/dpkg/status",
          "app/var/lib/dpkg/status",
          "var/lib/dpkg/status-old",
          "var/lib/dpkg/status.d/base-files.md5sums",
          "var/lib/pacman/local/desc",
          "var/lib/pacman/local/bash-5.2-1/files",
          "var/lib/rpm/rpmdb.sqlite-wal",
          "var/lib/rpmmanifest/container-manifest-1"
        }) {
      assertThat(PackageDatabases.isDatabase(path)).as(path).isFalse();
    }
  }

  @Test
  void apkPackagesCountWithoutVirtualOnes() throws IOException {
    var text = "C:x\nP:musl\nV:1.2.5-r0\n\nP:.build-deps\nV:0\n\nP:busybox\nV:1.36\n";
    assertThat(read("lib/apk/db/installed", text, 1000).packages())
        .containsExactly(new Entry("musl", "1.2.5-r0"), new Entry("busybox", "1.36"));
  }

  @Test
  void dpkgPackagesCountWhenInstalled() throws IOException {
    var text =
        "Package: a\nStatus: install ok installed\nVersion: 1\n\n"
            + "Package: b\nStatus: deinstall ok config-files\nVersion: 1\n\n"
            + "Package: held\nStatus: hold ok installed\nVersion: 1\n\n"
            + "Package: d\nStatus: purge ok not-installed\n\n"
            + "Package: e\nStatus: install ok half-installed\nVersion: 1\n\n"
            + "Package: c\nVersion: 2\nDescription: text\n Package: no\n";
    assertThat(read("var/lib/dpkg/status", text, 1000).packages())
        .extracting(Entry::name)
        .containsExactly("a", "held", "c");
  }

  @Test
  void aFragmentOfDpkgIsOnePackageWhateverItsLineEnds() throws IOException {
    var text = "Package: tzdata\r\nStatus: install ok installed\r\nVersion: 2024a-0+deb12u1\r\n";
    assertThat(read("var/lib/dpkg/status.d/tzdata", text, 1000))
        .isEqualTo(
            new PackageDatabase("dpkg", List.of(new Entry("tzdata", "2024a-0+deb12u1")), null));
  }

  @Test
  void opkgHasTheFormOfDpkg() throws IOException {
    var text =
        "Package: libc\nVersion: 1.2.4-4\nStatus: install user installed\n\n"
            + "Package: gone\nVersion: 1\nStatus: deinstall ok not-installed\n";
    var database = read("usr/lib/opkg/status", text, 1000);
    assertThat(database.kind()).isEqualTo("opkg");
    assertThat(database.packages()).containsExactly(new Entry("libc", "1.2.4-4"));
  }

  @Test
  void aDescriptionOfPacmanIsOnePackage() throws IOException {
    var path = "var/lib/pacman/local/bash-5.2-1/desc";
    var text = "%NAME%\nbash\n\n%VERSION%\n5.2-1\n\n%DEPENDS%\nglibc\n";
    assertThat(read(path, text, 1000))
        .isEqualTo(new PackageDatabase("pacman", List.of(new Entry("bash", "5.2-1")), null));
    assertThat(read(path, "%VERSION%\n1\n", 1000).problem()).contains("no %NAME%");
  }

  @Test
  void theTextManifestOfRpmHasOnePackagePerLine() throws IOException {
    var text =
        "glibc\t2.38-8.azl3\t1\t2\tMicrosoft\tx86_64\nbash\t5.2-1\n\ngpg-pubkey\t1-2\nlone\n";
    var database = read("var/lib/rpmmanifest/container-manifest-2", text, 1000);
    assertThat(database.kind()).isEqualTo("rpm");
    assertThat(database.packages())
        .containsExactly(
            new Entry("glibc", "2.38-8.azl3"), new Entry("bash", "5.2-1"), new Entry("lone", ""));
  }

  @Test
  void theManifestOfChiselCountsPackagesAndNotSlicesOrPaths() throws IOException {
    var text =
        """
        {"jsonwall":"1.0","schema":"1.0","count":5}
        {"kind":"content","slice":"libc6_libs","path":"/lib/x","name":"no"}
        {"kind":"package","name":"libc6","version":"2.39-0ubuntu8","sha256":"ab","arch":"amd64"}
        {"kind":"package","name":"base-files","version":"13","extra":{"name":"inner"}}
        {"kind":"slice","name":"libc6_libs"}
        """;
    byte[] stored = Zstd.compress(text.getBytes(StandardCharsets.UTF_8));
    var database = read("var/lib/chisel/manifest.wall", stored, 1000);
    assertThat(database.problem()).isNull();
    assertThat(database.kind()).isEqualTo("chisel");
    assertThat(database.packages())
        .containsExactly(new Entry("libc6", "2.39-0ubuntu8"), new Entry("base-files", "13"));
  }

  @Test
  void aManifestOfChiselThatUnpacksToTooMuchOrIsCutIsAProblem() throws IOException {
    byte[] stored = Zstd.compress(new byte[100_000]);
    assertThat(read("var/lib/chisel/manifest.wall", stored, 10_000).problem())
        .contains("larger than 10000 bytes");
    byte[] cut = Zstd.compress("{\"kind\":\"package\"".getBytes(StandardCharsets.UTF_8));
    assertThat(read("var/lib/chisel/manifest.wall", cut, 10_000).packages()).isNull();
  }

  @Test
  void anEmptyTextIsADatabaseWithoutPackages() throws IOException {
    assertThat(read("var/lib/dpkg/status", "", 1000).packages()).isEmpty();
    assertThat(read("lib/apk/db/installed", "\n", 1000).packages()).isEmpty();
  }

  @Test
  void whatIsNoDatabaseOrTooLargeIsAProblemAndNeverZeroPackages() throws IOException {
    assertThat(read("var/lib/dpkg/status", "hello\n", 1000).packages()).isNull();
    assertThat(read("var/lib/dpkg/status", "Package: a\0b\n", 1000).packages()).isNull();
    assertThat(read("var/lib/dpkg/status", "Package: a\n", 5).problem()).contains("larger than 5");
    assertThat(read("var/lib/rpm/Packages", "hello", 1000).problem()).contains("Berkeley");
    assertThat(read("var/lib/chisel/manifest.wall", "hello", 1000).packages()).isNull();
    assertThat(read("var/lib/rpm/rpmdb.sqlite", "SQLite format 3\0", 1000).packages()).isNull();
  }

  @Test
  void aFailingStreamIsNoProblemOfTheDatabase() throws IOException {
    var failing = InputStream.nullInputStream();
    failing.close();
    for (String path :
        new String[] {
          "var/lib/dpkg/status", "var/lib/rpm/Packages", "var/lib/chisel/manifest.wall"
        }) {
      assertThatThrownBy(() -> PackageDatabases.read(path, failing, 1000))
          .isInstanceOf(IOException.class)
          .hasMessage("Stream closed");
    }
  }
}
