package dev.bedplate.inspect.packages;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Where package managers have their databases. */
final class DatabasePlaces {
  private static final Set<DatabaseForm> RPM =
      EnumSet.of(DatabaseForm.RpmBerkeley, DatabaseForm.RpmNdb, DatabaseForm.RpmSqlite);

  /** The directories in which rpm has its database, in one of its forms. */
  private static final List<String> RPM_DIRECTORIES =
      List.of("usr/lib/sysimage/rpm/", "var/lib/rpm/", "usr/share/rpm/");

  /** Newest form first: a converted database may leave its predecessor behind. */
  static final List<String> RPM_NAMES = List.of("rpmdb.sqlite", "Packages.db", "Packages");

  /**
   * Files that are one database of a manager together.
   *
   * @param paths one that ends with a slash means the files in that directory, one with an asterisk
   *     the file of that name in each directory there
   */
  record Place(String kind, Set<DatabaseForm> forms, List<String> paths) {}

  static final List<Place> ALL = all();

  private DatabasePlaces() {}

  private static List<Place> all() {
    Set<DatabaseForm> control = EnumSet.of(DatabaseForm.Control);
    var places = new ArrayList<Place>();
    for (String directory : List.of("lib/", "usr/lib/", "var/lib/")) {
      String path = directory + "apk/db/installed";
      places.add(new Place("apk", EnumSet.of(DatabaseForm.Apk), List.of(path)));
    }
    places.add(
        new Place("dpkg", control, List.of("var/lib/dpkg/status", "var/lib/dpkg/status.d/")));
    for (String path :
        List.of("usr/lib/opkg/status", "var/lib/opkg/status", "usr/lib/ipkg/status")) {
      places.add(new Place("opkg", control, List.of(path)));
    }
    places.add(
        new Place(
            "pacman", EnumSet.of(DatabaseForm.Pacman), List.of("var/lib/pacman/local/*/desc")));
    places.add(
        new Place(
            "chisel", EnumSet.of(DatabaseForm.Chisel), List.of("var/lib/chisel/manifest.wall")));
    for (String directory : RPM_DIRECTORIES) {
      for (String name : RPM_NAMES) {
        places.add(new Place("rpm", RPM, List.of(directory + name)));
      }
    }
    places.add(
        new Place(
            "rpm",
            EnumSet.of(DatabaseForm.RpmManifest),
            List.of("var/lib/rpmmanifest/container-manifest-2")));
    return List.copyOf(places);
  }
}
