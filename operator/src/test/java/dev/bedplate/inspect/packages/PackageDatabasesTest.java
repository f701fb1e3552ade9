package dev.bedplate.inspect.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PackageDatabasesTest {
  private static PackageDatabase read(String path, String text, int max) throws IOException {
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return PackageDatabases.read(path, in, max);
  }

  @Test
  void apkPackagesCountWithoutVirtualOnes() throws IOException {
    var text = "C:x\nP:musl\nV:1.2.5-r0\n\nP:.build-deps\nV:0\n\nP:busybox\nV:1.36\n";
    assertThat(read("lib/apk/db/installed", text, 1000).packages())
        .containsExactly(
            new PackageDatabase.Entry("musl", "1.2.5-r0"),
            new PackageDatabase.Entry("busybox", "1.36"));
  }

  @Test
  void dpkgPackagesCountWhenInstalled() throws IOException {
    var text =
        "Package: a\nStatus: install ok installed\nVersion: 1\n\n"
            + "Package: b\nStatus: deinstall ok config-files\nVersion: 1\n\n"
            + "Package: c\nVersion: 2\n";
    assertThat(read("var/lib/dpkg/status", text, 1000).packages())
        .extracting(PackageDatabase.Entry::name)
        .containsExactly("a", "c");
  }

  @Test
  void whatIsNoDatabaseOrTooLargeIsAProblemAndNeverZeroPackages() throws IOException {
    assertThat(read("var/lib/dpkg/status", "hello\n", 1000).packages()).isNull();
    assertThat(read("var/lib/dpkg/status", "Package: a\n", 5).problem()).contains("larger than 5");
    assertThat(read("var/lib/rpm/Packages", "hello", 1000).problem()).contains("Berkeley");
    assertThat(read("var/lib/chisel/manifest.wall", "hello", 1000).packages()).isNull();
    assertThat(read("var/lib/rpm/rpmdb.sqlite", "SQLite format 3\0", 1000).packages()).isNull();
  }
}
