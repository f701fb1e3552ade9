package dev.bedplate.inspect.packages;

import static dev.bedplate.inspect.filesystem.LayerText.layer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Evidence;
import dev.bedplate.image.Packages;
import dev.bedplate.inspect.filesystem.EntryTable;
import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import dev.bedplate.inspect.filesystem.LayerFiles;
import dev.bedplate.inspect.filesystem.LayerText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageInventoryTest {
  private static final List<Digest> DIGESTS =
      List.of(
          Digest.of("sha256:" + "a".repeat(64)),
          Digest.of("sha256:" + "b".repeat(64)),
          Digest.of("sha256:" + "c".repeat(64)));
  private static final String APK = "f lib/apk/db/installed P:musl\nV:1\n\nP:zlib\nV:1\n\n";
  private static final String BERKELEY = "\0".repeat(12) + "\141\25\6\0";
  private static final String MANIFEST = "\t1\t1\t1\tX\t(none)\t1\tx86_64\t0\ta-1.src.rpm\n";
  private static final String DPKG =
      "f var/lib/dpkg/status " + stanza("tar") + stanza("dash") + stanza("a");

  private static String stanza(String name) {
    return "Package: " + name + "\nStatus: install ok installed\nVersion: 1\n\n";
  }

  private static LayerFiles files(String path, byte[] content, String other, byte[] more) {
    var entries = new EntryTable.Builder();
    int first = entries.add(EntryType.File, path, content.length, 0644, null);
    int second = entries.add(EntryType.File, other, more.length, 0644, null);
    return new LayerFiles(
        entries.build(), Map.of(first, content, second, more), LayerFiles.ALL_READ);
  }

  private static PackageInventory.Finding find(LayerFiles... layers) {
    return find(node -> false, layers);
  }

  private static PackageInventory.Finding find(Predicate<FileNode> busybox, LayerFiles... layers) {
    var history = new PackageHistory(Stream.of(layers).map(DatabaseText::of).toList());
    var files = FileSystem.squash(List.of(layers), history::look);
    return PackageInventory.find(files, history, busybox, DIGESTS);
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
    var finding = find(layer(APK), layer("f lib/apk/db/installed P:busybox\nV:1\n\n"));
    assertThat(finding.packages())
        .isEqualTo(new Packages("apk", false, 1, false, List.of("busybox")));
    assertThat(finding.evidence()).extracting(Evidence::layer).containsExactly(DIGESTS.get(1));
  }

  @Test
  void aRemovedDatabaseKeepsItsLastCount() {
    var finding =
        find(
            layer("f lib/apk/db/installed P:old\nV:1\n\n", "f sbin/apk elf"),
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
    var finding = find(layer("f var/lib/rpm/Packages " + BERKELEY, "f usr/bin/rpm elf"));
    assertThat(finding.packages()).isEqualTo(new Packages("rpm", true, null, false, List.of()));
    assertThat(finding.errors()).hasSize(1).first().asString().contains("Berkeley DB");
    assertThat(finding.evidence())
        .contains(
            new Evidence(
                "packages.count", "/var/lib/rpm/Packages", DIGESTS.get(0), "rpm: unreadable"));
  }

  @Test
  void theFullestReadableDatabaseCountsAndTheUnreadableOneBesideItIsAnError() {
    var finding = find(layer("f var/lib/rpm/Packages " + BERKELEY, APK));
    assertThat(finding.packages())
        .isEqualTo(new Packages("apk", false, 2, false, List.of("musl", "zlib")));
    assertThat(finding.errors()).hasSize(1);
    var manifest = "f var/lib/rpmmanifest/container-manifest-2 b" + MANIFEST + "a\t1\nb\t2\n";
    finding = find(layer("f var/lib/rpm/Packages left", manifest));
    assertThat(finding.packages())
        .isEqualTo(new Packages("rpm", false, 3, false, List.of("a", "b")));
    assertThat(finding.errors())
        .containsExactly("/var/lib/rpm/Packages is no rpm database of a known form");
  }

  @Test
  void ofTwoPlacesOfOneKindTheFullerCounts() {
    for (String other : List.of("usr/lib/apk/db/installed", "var/lib/apk/db/installed")) {
      var packages = find(layer("f " + other + " P:one\n\n", APK)).packages();
      assertThat(packages.count()).isEqualTo(2);
      packages =
          find(layer(
                  "f lib/apk/db/installed P:one\n\n", APK.replace("lib/apk/db/installed", other)))
              .packages();
      assertThat(packages.count()).isEqualTo(2);
    }
  }

  @Test
  void anEmptyRpmDatabaseBesideAFullOneIsNotTheImagesOwn() {
    var packages =
        find(files(
                "usr/lib/sysimage/rpm/rpmdb.sqlite", SqliteFile.of(),
                "var/lib/rpm/Packages.db", NdbFile.of(RpmHeaders.header("bash", "5"))))
            .packages();
    assertThat(packages.names()).containsExactly("bash");
  }

  @Test
  void whatAConversionOfRpmLeftInTheSameDirectoryIsNoError() {
    byte[] full = SqliteFile.of(RpmHeaders.header("bash", "5"));
    byte[] left = BERKELEY.getBytes(StandardCharsets.ISO_8859_1);
    var same = find(files("var/lib/rpm/rpmdb.sqlite", full, "var/lib/rpm/Packages", left));
    assertThat(same.packages().count()).isEqualTo(1);
    assertThat(same.errors()).isEmpty();
    var elsewhere = find(files("var/lib/rpm/rpmdb.sqlite", full, "usr/share/rpm/Packages", left));
    assertThat(elsewhere.errors()).hasSize(1);
    var empty =
        find(files("var/lib/rpm/rpmdb.sqlite", SqliteFile.of(), "var/lib/rpm/Packages", left));
    assertThat(empty.packages().count()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"rpmdb.sqlite-wal,33", "rpmdb.sqlite-journal,513"})
  void whatTheLogOfSqliteHoldsIsNotLeftOut(String log, int length) {
    byte[] database = SqliteFile.of(RpmHeaders.header("bash", "5"));
    var lower = files("usr/lib/sysimage/rpm/rpmdb.sqlite", database, "var/lib/x", new byte[1]);
    var upper =
        layer(
            "f usr/lib/sysimage/rpm/" + log + " " + "x".repeat(length),
            "l var/lib/rpm /usr/lib/sysimage/rpm");
    var finding = find(lower, upper);
    assertThat(finding.packages().count()).isNull();
    assertThat(finding.errors()).singleElement().asString().contains(log);
    var clean = layer("f usr/lib/sysimage/rpm/" + log + " " + "x".repeat(length - 1));
    assertThat(find(lower, clean).packages().count()).isEqualTo(1);
  }

  @Test
  void theLogOfSqliteIsBesideTheFileWhateverLinksLeadToIt() {
    byte[] database = SqliteFile.of(RpmHeaders.header("bash", "5"));
    var lower = files("opt/db", database, "var/lib/x", new byte[1]);
    String log = " " + "x".repeat(600);
    for (String beside : List.of("opt/db-wal", "opt/db-journal")) {
      var finding = find(lower, layer("l var/lib/rpm/rpmdb.sqlite /opt/db", "f " + beside + log));
      assertThat(finding.packages().count()).as(beside).isNull();
      assertThat(finding.errors()).singleElement().asString().contains("/" + beside);
    }
    var besideTheLink =
        layer("l var/lib/rpm/rpmdb.sqlite /opt/db", "f var/lib/rpm/rpmdb.sqlite-wal" + log);
    assertThat(find(lower, besideTheLink).packages().count()).isEqualTo(1);
    var hardLink = layer("h var/lib/rpm/rpmdb.sqlite opt/db", "f opt/db-wal" + log);
    assertThat(find(lower, hardLink).packages().count()).isEqualTo(1);
  }

  @Test
  void whatTheJournalOfDpkgHoldsIsNotLeftOut() {
    String update = "f var/lib/dpkg/updates/0000 " + stanza("more");
    for (var layers :
        List.of(
            new LayerFiles[] {layer(DPKG, update)},
            new LayerFiles[] {layer(DPKG), layer(update)},
            new LayerFiles[] {layer(update)})) {
      var finding = find(layers);
      assertThat(finding.packages().count()).isNull();
      assertThat(finding.errors())
          .anySatisfy(error -> assertThat(error).contains("/var/lib/dpkg/updates/0000"));
    }
    for (String ignored : List.of("0000 ", "tmp.i " + stanza("x"), "0000x " + stanza("x"))) {
      assertThat(find(layer(DPKG, "f var/lib/dpkg/updates/" + ignored)).packages().count())
          .as(ignored)
          .isEqualTo(3);
    }
  }

  @Test
  void aPackageOfDpkgHasAStatusUnlessItsFragmentIsOne() {
    String without = "Package: other\nVersion: 1\n\n";
    assertThat(find(layer(DPKG + without)).packages().names()).containsExactly("a", "dash", "tar");
    var finding = find(layer("f var/lib/dpkg/status " + without));
    assertThat(finding.packages().count()).isNull();
    assertThat(finding.errors()).singleElement().asString().contains("Status");
    var fragments =
        layer("f var/lib/dpkg/status.d/a " + without, "f var/lib/dpkg/status.d/b " + stanza("b"));
    assertThat(find(fragments).packages().names()).containsExactly("b", "other");
  }

  @Test
  void aPackageDirectoryOfPacmanWithoutDescriptionIsUnknown() {
    String one = "f var/lib/pacman/local/a-1/desc %NAME%\na\n";
    String version = "f var/lib/pacman/local/ALPM_DB_VERSION 9\n";
    assertThat(find(layer(one, version)).packages().count()).isEqualTo(1);
    for (String broken :
        List.of(
            "f var/lib/pacman/local/b-1/files x",
            "d var/lib/pacman/local/b-1",
            "f var/lib/pacman/local/b-1/desc ",
            "l var/lib/pacman/local/b-1/desc /gone")) {
      var finding = find(layer(one, version, broken));
      assertThat(finding.packages().count()).as(broken).isNull();
      assertThat(finding.errors()).singleElement().asString().contains("/var/lib/pacman/local/b-1");
    }
  }

  @Test
  void databasesOfManagersUnderAPrefixAreRead() {
    assertThat(find(layer("f opt/lib/opkg/status " + stanza("a"))).packages().count()).isEqualTo(1);
    String termux = "f data/data/com.termux/files/usr/var/lib/dpkg/status " + stanza("a");
    assertThat(find(layer(termux)).packages().count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f var/db/pkg/sys-libs/glibc-2.40/PF glibc-2.40",
        "f var/db/xbps/pkgdb-0.38.plist x",
        "f nix/store/abc-bash-5/bin/bash elf",
        "f gnu/store/abc-bash-5/bin/bash elf",
        "f var/lib/pkgtools/packages/bash-5-x86_64-1 x",
        "f var/log/packages/bash-5-x86_64-1 x",
        "d var/lib/eopkg/package/bash-5-1",
        "f usr/share/clear/bundles/os-core ",
        "f usr/bin/emerge elf",
        "f sbin/xbps-install elf",
        "f usr/bin/nix elf",
        "f usr/bin/swupd elf",
        "f sbin/installpkg #!/bin/sh",
        "f usr/bin/eopkg #!/usr/bin/python3",
        "f usr/bin/apt elf",
        "f usr/bin/dnf5 elf",
        "f sbin/apk elf",
        "f usr/bin/pacman elf",
        "f var/lib/dpkg/info/tar.list x",
        "f usr/lib/sysimage/rpm/.rpm.lock x",
        "f lib/apk/db/scripts.tar x",
        "f var/lib/dpkg/status hello",
        "f usr/lib/sysimage/rpm/rpmdb.sqlite hello",
        "f var/lib/rpmmanifest/container-manifest-1 bash-5-1.x86_64",
        "f var/lib/opkg/info/a.control Package: a",
        "f opt/lib/opkg/info/a.list /bin/a",
        "f var/lib/flatpak/app/org.x/current x",
        "f var/lib/snapd/snaps/core_1.snap hsqs",
        "f var/lib/snapd/state.json {}",
        "f .moss/db/install x",
        "f var/adm/packages/p-1-x-1 PACKAGE NAME: p",
        "f usr/pkg/pkgdb/a-1/+CONTENTS x",
        "f usr/share/bottlerocket/application-inventory.json {}",
        "f var/guix/profiles/x y",
        "f nix/var/nix/db/db.sqlite x",
        "f var/lib/entropy/client/x y",
        "f var/lib/scratchpkg/db/a x",
        "f usr/local/tce.installed/a x",
        "f var/state/lunar/packages x",
        "f var/lib/portage/world x",
        "f var/lib/dnf/history.sqlite x",
        "f var/lib/apt/extended_states x",
        "f etc/apk/world musl",
        "f var/lib/zypp/AnonymousUniqueId x",
        "f var/lib/db/sbom/a.spdx.json {}",
        "l var/lib/dpkg /mnt/dpkg",
        "l var/lib/dpkg/status /run/status",
        "l var/lib/dpkg/status status",
        "l var/lib/rpm ../../mnt/rpm",
        "l usr/share/clear/bundles /gone",
        "f usr/bin/rpm-ostree elf",
        "f usr/bin/bootc elf",
        "f usr/sbin/pkgadd elf",
        "f sbin/upgradepkg elf",
        "f sbin/pkgtool elf",
        "f usr/bin/xbps-remove elf",
        "f usr/bin/xbps-install.static elf",
        "f usr/bin/portageq elf",
        "f usr/bin/cave elf",
        "f usr/bin/moss elf",
        "f usr/bin/tce-load elf",
        "f usr/pkg/bin/pkgin elf",
        "f usr/bin/equo elf",
        "f usr/bin/dpkg-query elf",
        "f usr/bin/dnf-3 elf",
        "f usr/libexec/microdnf elf",
        "f sbin/apk.static elf",
        "f usr/bin/opkg-cl elf",
        "f opt/bin/opkg elf",
      })
  void packagesThatNobodyReadAreNeverNone(String trace) {
    var finding = find(layer(trace, "f etc/os-release ID=x"));
    assertThat(finding.packages().count()).isNull();
    assertThat(finding.errors()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d var/lib/dpkg",
        "d nix/store",
        "d var/lib/apt/lists",
        "f etc/apk/repositories x",
        "f usr/share/packages x",
        "l lib usr/lib",
      })
  void whatIsNoSignOfAManagerLeavesNone(String entry) {
    var finding = find(layer(entry, "f app elf"));
    assertThat(finding.packages()).isEqualTo(new Packages(null, false, 0, false, List.of()));
    assertThat(finding.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "var/db/pkg/a/b-1/PF,var/db/pkg,true",
    "var/db/xbps/pkgdb.plist,var/db,true",
    "etc/apk/world,etc/apk,false"
  })
  void whatALaterLayerRemovedUnreadIsUnknown(String path, String whiteout, boolean removed) {
    var finding = find(layer("f " + path + " x"), layer("w " + whiteout));
    assertThat(finding.packages()).isEqualTo(new Packages(null, false, null, removed, List.of()));
    assertThat(finding.errors()).singleElement().asString().contains("removed");
    var moved = find(layer("f var/log/packages/a x"), layer("w var/log", "f var/adm/packages/a x"));
    assertThat(moved.packages().removed()).isFalse();
  }

  @Test
  void signsOfAManagerWhoseDatabaseIsReadSayNothingMore() {
    var finding =
        find(
            layer(
                APK,
                "f etc/apk/world musl",
                "f sbin/apk.static elf",
                "f var/lib/db/sbom/x.spdx.json {}",
                "f usr/bin/dpkg-query elf"));
    assertThat(finding.packages().count()).isEqualTo(2);
    assertThat(finding.errors()).isEmpty();
    assertThat(find(layer(DPKG, "f var/lib/apt/extended_states x", "f usr/bin/apt elf")).errors())
        .isEmpty();
  }

  @Test
  void whatRpmOstreeBeganWithStandsInForADatabaseThatIsGone() {
    byte[] base = SqliteFile.of(RpmHeaders.header("bash", "5"), RpmHeaders.header("sed", "4"));
    byte[] own = SqliteFile.of(RpmHeaders.header("bash", "5"));
    String path = "usr/lib/sysimage/rpm-ostree-base-db/rpmdb.sqlite";
    assertThat(find(files(path, base, "x", new byte[1])).packages().count()).isEqualTo(2);
    assertThat(find(files(path, base, "usr/share/rpm/rpmdb.sqlite", own)).packages().count())
        .isEqualTo(1);
  }

  @Test
  void aStoreBesideADatabaseLeavesItsCountAndIsAnError() {
    var finding = find(layer(DPKG, "f nix/store/abc-bash-5/bin/bash elf", "f usr/bin/dpkg elf"));
    assertThat(finding.packages().count()).isEqualTo(3);
    assertThat(finding.errors()).singleElement().asString().contains("/nix/store", "nix");
  }

  @Test
  void aDatabaseThatALaterLayerEmptiedIsOneThatWasRemoved() {
    var finding = find(layer(DPKG), layer("f var/lib/dpkg/status "));
    assertThat(finding.packages().removed()).isTrue();
    assertThat(finding.packages().count()).isEqualTo(3);
  }

  @Test
  void databasesAreFoundThroughLinksOfEveryKindAndLayer() {
    String objects = "f objects/a " + APK.substring(APK.indexOf(" P:") + 1);
    for (var upper :
        List.of(
            layer("h lib/apk/db/installed objects/a"),
            layer("l lib/apk/db/installed /objects/a"),
            layer("l lib /opt/lib", "h opt/lib/apk/db/installed objects/a"),
            layer("l lib/apk/db/installed ../../../var/x", "l var/x ../objects/a"))) {
      assertThat(find(layer(objects), upper).packages().count()).isEqualTo(2);
    }
    var moved = find(layer(objects), layer("h lib/apk/db/installed objects/a"), layer("w lib"));
    assertThat(moved.packages())
        .isEqualTo(new Packages("apk", false, 2, true, List.of("musl", "zlib")));
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
                layer("f usr/lib/apk/db/installed P:musl\nV:1\n\n", "l lib usr/lib"),
                layer("f lib/apk/db/installed P:musl\nV:1\n\nP:zlib\nV:1\n\n"))
            .packages();
    assertThat(packages).isEqualTo(new Packages("apk", false, 2, false, List.of("musl", "zlib")));
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
    var applets =
        layer("f bin/busybox elf", "l usr/bin/dpkg /bin/busybox", "h bin/rpm bin/busybox");
    int entry = LayerText.entry(applets.entries(), "bin/busybox");
    Predicate<FileNode> busybox = node -> node.entry() == entry && node.layer() == 0;
    assertThat(find(busybox, applets).packages().managerPresent()).isFalse();
    assertThat(find(busybox, applets).evidence()).isEmpty();
    var finding = find(busybox, applets, layer("f sbin/apk elf"));
    assertThat(finding.packages().managerPresent()).isTrue();
    assertThat(finding.evidence()).extracting(Evidence::path).containsExactly("/sbin/apk");
  }
}
