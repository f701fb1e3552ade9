package dev.bedplate.inspect.packages;

import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.FileNode;
import dev.bedplate.inspect.filesystem.FileSystem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The programs of package managers, and where they are. */
final class ManagerPrograms {
  static final List<String> INSTALLING =
      List.of(
          "apk",
          "apk.static",
          "apt",
          "apt-get",
          "aptitude",
          "dpkg",
          "dnf",
          "dnf-3",
          "dnf5",
          "microdnf",
          "yum",
          "rpm",
          "rpm-ostree",
          "tdnf",
          "zypper",
          "pacman",
          "pacman-static",
          "opkg",
          "opkg-cl",
          "ipkg",
          "emerge",
          "equo",
          "cave",
          "xbps-install",
          "xbps-install.static",
          "nix",
          "nix-env",
          "swupd",
          "urpmi",
          "eopkg",
          "pisi",
          "moss",
          "installpkg",
          "upgradepkg",
          "pkgtool",
          "slackpkg",
          "pkgadd",
          "pkg_add",
          "pkgin",
          "guix",
          "kiss",
          "tazpkg",
          "tce-load",
          "scratch",
          "brew",
          "flatpak",
          "snap");

  /** What comes with managers and installs no packages itself. */
  private static final List<String> OTHER =
      List.of("bootc", "dpkg-query", "portageq", "rpmdb", "rpmquery", "xbps-query", "xbps-remove");

  private static final List<String> DIRECTORIES =
      List.of(
          "bin",
          "sbin",
          "usr/bin",
          "usr/sbin",
          "usr/local/bin",
          "usr/local/sbin",
          "usr/libexec",
          "usr/pkg/bin",
          "usr/pkg/sbin",
          "opt/bin",
          "opt/sbin",
          DatabasePlaces.TERMUX + "bin");

  private ManagerPrograms() {}

  /** The programs that install packages: the name by which each was found. */
  static Map<FileNode, String> installing(FileSystem files, Predicate<FileNode> busybox) {
    return programs(INSTALLING, files, busybox);
  }

  static Map<FileNode, String> other(FileSystem files, Predicate<FileNode> busybox) {
    return programs(OTHER, files, busybox);
  }

  /** Each once, whatever links lead to it. */
  private static Map<FileNode, String> programs(
      List<String> names, FileSystem files, Predicate<FileNode> busybox) {
    Map<String, FileNode> byPath = new LinkedHashMap<>();
    Map<FileNode, String> found = new LinkedHashMap<>();
    for (String name : names) {
      for (String directory : DIRECTORIES) {
        files
            .resolve(directory + "/" + name)
            .filter(node -> node.type() == EntryType.File && !busybox.test(node))
            .filter(node -> byPath.putIfAbsent(node.path(), node) == null)
            .ifPresent(node -> found.put(node, name));
      }
    }
    return found;
  }
}
