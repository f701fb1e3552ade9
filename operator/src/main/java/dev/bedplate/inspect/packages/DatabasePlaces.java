package dev.bedplate.inspect.packages;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where package managers have their databases. */
final class DatabasePlaces {
  private static final Set<DatabaseForm> RPM =
      EnumSet.of(DatabaseForm.RpmBerkeley, DatabaseForm.RpmNdb, DatabaseForm.RpmSqlite);

  /** The directories in which rpm has its database, in one of its forms. */
  private static final List<String> RPM_DIRECTORIES =
      List.of("usr/lib/sysimage/rpm/", "var/lib/rpm/", "usr/share/rpm/");

  private static final List<String> OPKG_DIRECTORIES =
      List.of("usr/lib/opkg/", "var/lib/opkg/", "opt/lib/opkg/", "usr/lib/ipkg/");

  /** Where everything is on Android. */
  static final String TERMUX = "data/data/com.termux/files/usr/";

  /** Newest form first: a converted database may leave its predecessor behind. */
  static final List<String> RPM_NAMES = List.of("rpmdb.sqlite", "Packages.db", "Packages");

  /**
   * Files that are one database of a manager together.
   *
   * @param paths one that ends with a slash means the files in that directory, one with an asterisk
   *     the file of that name in each directory there
   * @param journal the directory of changes that the files do not have yet, or null
   */
  record Place(String kind, Set<DatabaseForm> forms, List<String> paths, @Nullable String journal) {
    Place(String kind, DatabaseForm form, String... paths) {
      this(kind, EnumSet.of(form), List.of(paths), null);
    }
  }

  static final List<Place> ALL = all();

  /** What rpm-ostree began with; of interest only when its manager has no other database. */
  static final List<Place> STAND_INS = rpm("usr/lib/sysimage/rpm-ostree-base-db/");

  private DatabasePlaces() {}

  private static List<Place> all() {
    var places = new ArrayList<Place>();
    for (String directory : List.of("lib/", "usr/lib/", "var/lib/")) {
      places.add(new Place("apk", DatabaseForm.Apk, directory + "apk/db/installed"));
    }
    for (String prefix : List.of("", TERMUX)) {
      String dpkg = prefix + "var/lib/dpkg/";
      places.add(
          new Place(
              "dpkg",
              EnumSet.of(DatabaseForm.Control),
              List.of(dpkg + "status", dpkg + "status.d/"),
              dpkg + "updates/"));
    }
    for (String directory : OPKG_DIRECTORIES) {
      places.add(new Place("opkg", DatabaseForm.Control, directory + "status"));
    }
    places.add(new Place("pacman", DatabaseForm.Pacman, "var/lib/pacman/local/*/desc"));
    places.add(new Place("chisel", DatabaseForm.Chisel, "var/lib/chisel/manifest.wall"));
    RPM_DIRECTORIES.forEach(directory -> places.addAll(rpm(directory)));
    places.add(
        new Place("rpm", DatabaseForm.RpmManifest, "var/lib/rpmmanifest/container-manifest-2"));
    return List.copyOf(places);
  }

  private static List<Place> rpm(String directory) {
    return RPM_NAMES.stream()
        .map(name -> new Place("rpm", RPM, List.of(directory + name), null))
        .toList();
  }
}
