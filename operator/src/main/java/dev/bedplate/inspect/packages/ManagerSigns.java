package dev.bedplate.inspect.packages;

import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import java.util.List;
import java.util.stream.Stream;

/**
 * What package managers leave in a file system, so that packages whose database nobody read are
 * never zero.
 */
final class ManagerSigns {
  /**
   * A path that is there because of a manager.
   *
   * @param store whether it holds what the manager installed and no database that is read lists
   */
  record Sign(String manager, String path, boolean store) {
    /** A directory has to hold something; a link that leads nowhere once led to something. */
    boolean in(FileSystem files) {
      if (files.lookup(path).isEmpty()) {
        return false;
      }
      FileNode node = files.resolve(path).orElse(null);
      return node == null || node.type() != EntryType.Directory || !files.children(path).isEmpty();
    }
  }

  static final List<Sign> ALL =
      Stream.of(
              stores("portage", "var/db/pkg"),
              stores("paludis", "var/db/paludis/repositories"),
              stores("xbps", "var/db/xbps"),
              stores("nix", "nix/store", "nix/var/nix/db"),
              stores("guix", "gnu/store", "var/guix/profiles"),
              stores(
                  "pkgtools", "var/lib/pkgtools/packages", "var/log/packages", "var/adm/packages"),
              stores("eopkg", "var/lib/eopkg/package"),
              stores("pisi", "var/lib/pisi/package"),
              stores("moss", ".moss/db"),
              stores("swupd", "usr/share/clear/bundles"),
              stores("pkgutils", "var/lib/pkg"),
              stores("kiss", "var/db/kiss/installed"),
              stores("tazpkg", "var/lib/tazpkg/installed"),
              stores("brew", "home/linuxbrew/.linuxbrew/Cellar", "opt/homebrew/Cellar"),
              stores("flatpak", "var/lib/flatpak/app", "var/lib/flatpak/runtime"),
              stores("snap", "var/lib/snapd/snaps"),
              stores("pkgsrc", "usr/pkg/pkgdb", "usr/pkg/var/db/pkg", "var/db/pkgin"),
              stores("entropy", "var/lib/entropy"),
              stores("scratchpkg", "var/lib/scratchpkg"),
              stores("tce", "usr/local/tce.installed"),
              stores("lunar", "var/state/lunar"),
              stores("sorcery", "var/state/sorcery"),
              stores("conary", "var/lib/conarydb"),
              stores("bottlerocket", "usr/share/bottlerocket/application-inventory.json"),
              left("apk", "lib/apk/db", "usr/lib/apk/db", "var/lib/apk/db", "etc/apk/world"),
              left("apko", "var/lib/db/sbom"),
              left("dpkg", "var/lib/dpkg", DatabasePlaces.TERMUX + "var/lib/dpkg"),
              left("dpkg", "var/lib/apt/extended_states", "var/lib/apt/lists", "var/lib/aptitude"),
              left("opkg", "usr/lib/opkg", "var/lib/opkg", "opt/lib/opkg", "usr/lib/ipkg"),
              left("pacman", "var/lib/pacman"),
              left("chisel", "var/lib/chisel"),
              left("rpm", "var/lib/rpm", "usr/lib/sysimage/rpm", "usr/share/rpm"),
              left("rpm", "var/lib/rpmmanifest", "usr/lib/sysimage/rpm-ostree-base-db"),
              left("rpm", "var/lib/dnf", "usr/lib/sysimage/libdnf5", "var/lib/yum"),
              left("rpm", "var/lib/zypp", "var/lib/tdnf", "var/lib/urpmi"),
              left("portage", "var/lib/portage/world"),
              left("pkgtools", "var/lib/slackpkg"),
              left("snap", "var/lib/snapd/state.json"))
          .flatMap(signs -> signs)
          .toList();

  private ManagerSigns() {}

  private static Stream<Sign> stores(String manager, String... paths) {
    return Stream.of(paths).map(path -> new Sign(manager, path, true));
  }

  /** Of managers whose database may be read; a sign only when it is not there. */
  private static Stream<Sign> left(String manager, String... paths) {
    return Stream.of(paths).map(path -> new Sign(manager, path, false));
  }

  static List<Sign> in(FileSystem files) {
    return ALL.stream().filter(sign -> sign.in(files)).toList();
  }
}
