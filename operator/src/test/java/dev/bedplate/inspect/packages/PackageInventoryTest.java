package dev.bedplate.inspect.packages;

import static dev.bedplate.inspect.filesystem.LayerText.layer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.Packages;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import dev.bedplate.inspect.filesystem.LayerFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class PackageInventoryTest {
  private static final List<Digest> DIGESTS =
      List.of(
          Digest.of("sha256:" + "a".repeat(64)),
          Digest.of("sha256:" + "b".repeat(64)),
          Digest.of("sha256:" + "c".repeat(64)));
  private static final String APK = "f lib/apk/db/installed P:musl\nV:1\n\nP:zlib\nV:1\n";
  private static final String DPKG =
      "f var/lib/dpkg/status Package: tar\nVersion: 1\n\nPackage: dash\nVersion: 1\n\nPackage: a\n";

  private static PackageInventory.Finding find(LayerFiles... layers) {
    return find(node -> false, layers);
  }

  private static PackageInventory.Finding find(Predicate<FileNode> busybox, LayerFiles... layers) {
    List<Map<String, PackageDatabase>> databases = new ArrayList<>();
    for (LayerFiles layer : layers) {
      Map<String, PackageDatabase> read = new HashMap<>();
      layer.contents().keySet().stream()
          .filter(PackageDatabases::isDatabase)
          .forEach(path -> read.put(path, read(path, layer)));
      databases.add(read);
    }
    var files = FileSystem.squash(List.of(layers));
    return PackageInventory.find(files, databases, busybox, DIGESTS);
  }

  private static PackageDatabase read(String path, LayerFiles layer) {
    try {
      byte[] content = layer.contents().getOrDefault(path, new byte[0]);
      return PackageDatabases.read(path, new ByteArrayInputStream(content), 10_000);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void packagesAreThoseOfTheDatabaseWithItsFileAsEvidence() {
    var finding = find(layer(APK, "f sbin/apk elf"));
    assertThat(finding.packages())
        .isEqualTo(new Packages("apk", true, 2, false, List.of("musl", "zlib")));
    assertThat(finding.errors()).isEmpty();
    assertThat(finding.evidence())
        .containsExactlyInAnyOrder(
            new Evidence(
                "packages.count",
                "/lib/apk/db/installed",
                DIGESTS.get(0),
                "apk: 2 packages installed"),
            new Evidence("packages.managerPresent", "/sbin/apk", DIGESTS.get(0), "apk"));
  }

  @Test
  void anImageWithoutDatabaseHasNone() {
    assertThat(find(layer("f app elf")).packages())
        .isEqualTo(new Packages(null, false, 0, false, List.of()));
  }

  @Test
  void theLastDatabaseAtAPathReplacesTheOnesBelow() {
    var finding = find(layer(APK), layer("f lib/apk/db/installed P:busybox\nV:1\n"));
    assertThat(finding.packages())
        .isEqualTo(new Packages("apk", false, 1, false, List.of("busybox")));
    assertThat(finding.evidence()).extracting(Evidence::layer).containsExactly(DIGESTS.get(1));
  }

  @Test
  void aRemovedDatabaseKeepsItsLastCount() {
    var finding =
        find(
            layer("f lib/apk/db/installed P:old\nV:1\n", "f sbin/apk elf"),
            layer(APK),
            layer("w lib/apk", "w sbin/apk"));
    assertThat(finding.packages())
        .isEqualTo(new Packages("apk", false, 2, true, List.of("musl", "zlib")));
    assertThat(finding.evidence())
        .containsExactly(
            new Evidence(
                "packages.removed",
                "/lib/apk/db/installed",
                DIGESTS.get(1),
                "apk: 2 packages installed, removed by a later layer"));
  }

  @Test
  void ofTwoDatabasesTheLargerIsTheImagesOwn() {
    assertThat(find(layer(APK, DPKG)).packages())
        .isEqualTo(new Packages("dpkg", false, 3, false, List.of("a", "dash", "tar")));
    var removed = find(layer(DPKG), layer(APK, "w var/lib/dpkg")).packages();
    assertThat(removed).isEqualTo(new Packages("apk", false, 2, true, List.of("musl", "zlib")));
  }

  @Test
  void anEmptyDatabaseYieldsToOneThatListsPackages() {
    assertThat(find(layer(APK, "f var/lib/dpkg/status ")).packages().database()).isEqualTo("apk");
    assertThat(find(layer("f var/lib/dpkg/status ")).packages())
        .isEqualTo(new Packages("dpkg", false, 0, false, List.of()));
  }

  @Test
  void anUnreadableDatabaseHasNoCountAndIsAnError() {
    var finding = find(layer("f var/lib/rpm/Packages berkeley", "f usr/bin/rpm elf", APK));
    assertThat(finding.packages()).isEqualTo(new Packages("rpm", true, null, false, List.of()));
    assertThat(finding.errors())
        .singleElement()
        .asString()
        .contains("/var/lib/rpm/Packages", "Berkeley DB");
    assertThat(finding.evidence())
        .contains(
            new Evidence(
                "packages.count", "/var/lib/rpm/Packages", DIGESTS.get(0), "rpm: unreadable"));
  }

  @Test
  void anRpmDatabaseIsCountedOnceWhenItsPredecessorIsLeftBehind() {
    var packages =
        find(layer(
                "f var/lib/rpm/Packages left", "f var/lib/rpmmanifest/container-manifest-2 a\t1\n"))
            .packages();
    assertThat(packages.count()).as("of two files the database proper decides").isNull();
    packages =
        find(layer("f var/lib/rpmmanifest/container-manifest-2 b\t1\na\t1\nb\t2\n")).packages();
    assertThat(packages).isEqualTo(new Packages("rpm", false, 3, false, List.of("a", "b")));
  }

  @Test
  void fragmentsOfDpkgAndPacmanAddUpOverLayers() {
    var dpkg =
        find(
            layer(
                "f var/lib/dpkg/status.d/a Package: a\n", "f var/lib/dpkg/status.d/x Package: x\n"),
            layer("f var/lib/dpkg/status.d/b Package: b\n", "w var/lib/dpkg/status.d/x"));
    assertThat(dpkg.packages()).isEqualTo(new Packages("dpkg", false, 2, false, List.of("a", "b")));
    assertThat(dpkg.evidence())
        .extracting(Evidence::detail)
        .containsExactly("dpkg: 2 packages installed, in this and 1 more files");
    var pacman =
        find(
            layer(
                "f var/lib/pacman/local/a-1/desc %NAME%\na\n",
                "f var/lib/pacman/local/b-1/desc %NAME%\nb\n", "f usr/bin/pacman elf"));
    assertThat(pacman.packages())
        .isEqualTo(new Packages("pacman", true, 2, false, List.of("a", "b")));
  }

  @Test
  void aDatabaseBehindALinkedDirectoryCountsOnce() {
    var packages =
        find(
                layer("f usr/lib/apk/db/installed P:musl\nV:1\n", "l lib usr/lib"),
                layer("f lib/apk/db/installed P:musl\nV:1\n\nP:zlib\nV:1\n"))
            .packages();
    assertThat(packages).isEqualTo(new Packages("apk", false, 2, false, List.of("musl", "zlib")));
  }

  @Test
  void aDatabaseThatIsALinkToAFileNobodyReadIsAnError() {
    var finding =
        find(
            layer(DPKG), layer("f data/status Package: x\n", "l var/lib/dpkg/status /data/status"));
    assertThat(finding.packages().database()).isEqualTo("dpkg");
    assertThat(finding.packages().count()).isNull();
    assertThat(finding.errors())
        .contains(
            "/var/lib/dpkg/status is a link to a file that was not read as a package database");
  }

  @Test
  void aManagerIsAFileAndNeitherADirectoryNorALinkToNowhere() {
    var packages =
        find(layer("d usr/bin/dpkg", "l usr/bin/apt /gone", "f opt/apk elf", "f app/rpm elf"))
            .packages();
    assertThat(packages.managerPresent()).isFalse();
    assertThat(find(layer("f opt/dnf5 elf", "l usr/bin/dnf /opt/dnf5")).packages().managerPresent())
        .isTrue();
  }

  @Test
  void appletsOfBusyBoxAreNoManagers() {
    Predicate<FileNode> busybox = node -> node.recordedPath().equals("bin/busybox");
    var applets =
        layer("f bin/busybox elf", "l usr/bin/dpkg /bin/busybox", "h bin/rpm bin/busybox");
    assertThat(find(busybox, applets).packages().managerPresent()).isFalse();
    assertThat(find(busybox, applets).evidence()).isEmpty();
    var finding = find(busybox, applets, layer("f sbin/apk elf"));
    assertThat(finding.packages().managerPresent()).isTrue();
    assertThat(finding.evidence()).extracting(Evidence::path).containsExactly("/sbin/apk");
  }
}
