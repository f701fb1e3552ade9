package dev.bedplate.inspect.packages;

import dev.bedplate.inspect.filesystem.FileSystem;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of package managers whose databases are not read, so that their packages are never zero.
 */
final class UnreadManagers {
  private record Trace(String manager, String directory) {}

  /** Of managers whose databases have no form that is read. */
  private static final List<Trace> UNKNOWN =
      List.of(
          new Trace("portage", "var/db/pkg"),
          new Trace("paludis", "var/db/paludis/repositories"),
          new Trace("xbps", "var/db/xbps"),
          new Trace("nix", "nix/store"),
          new Trace("guix", "gnu/store"),
          new Trace("pkgtools", "var/lib/pkgtools/packages"),
          new Trace("pkgtools", "var/log/packages"),
          new Trace("eopkg", "var/lib/eopkg/package"),
          new Trace("pisi", "var/lib/pisi/package"),
          new Trace("swupd", "usr/share/clear/bundles"),
          new Trace("pkgutils", "var/lib/pkg"),
          new Trace("kiss", "var/db/kiss/installed"),
          new Trace("tazpkg", "var/lib/tazpkg/installed"),
          new Trace("brew", "home/linuxbrew/.linuxbrew/Cellar"));

  /** What the others leave when their database is gone. */
  private static final List<Trace> WITHOUT_DATABASE =
      List.of(
          new Trace("apk", "lib/apk/db"),
          new Trace("apk", "usr/lib/apk/db"),
          new Trace("apk", "var/lib/apk/db"),
          new Trace("dpkg", "var/lib/dpkg"),
          new Trace("opkg", "usr/lib/opkg/info"),
          new Trace("pacman", "var/lib/pacman/local"),
          new Trace("rpm", "var/lib/rpm"),
          new Trace("rpm", "usr/lib/sysimage/rpm"),
          new Trace("rpm", "usr/share/rpm"),
          new Trace("rpm", "var/lib/rpmmanifest"));

  private UnreadManagers() {}

  /** What is there of managers that are not read at all. */
  static List<String> unknown(FileSystem files) {
    return traces(UNKNOWN, files, " holds packages of ", ", whose database is not read");
  }

  /** What is there of managers whose database is missing. */
  static List<String> withoutDatabase(FileSystem files, List<Candidate> present) {
    List<Trace> missing =
        WITHOUT_DATABASE.stream()
            .filter(it -> present.stream().noneMatch(db -> db.kind().equals(it.manager())))
            .toList();
    return traces(missing, files, " has files of ", ", but its database is not there");
  }

  private static List<String> traces(
      List<Trace> traces, FileSystem files, String before, String after) {
    List<String> found = new ArrayList<>();
    for (Trace trace : traces) {
      if (!files.children(trace.directory()).isEmpty()) {
        found.add("/" + trace.directory() + before + trace.manager() + after);
      }
    }
    return found;
  }
}
