package dev.bedplate.inspect.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognises and reads the package databases of every supported package manager. */
public final class PackageDatabases {
  private static final List<String> RPM_DIRECTORIES =
      List.of("var/lib/rpm/", "usr/lib/sysimage/rpm/", "usr/share/rpm/");
  private static final List<String> RPM_NAMES = List.of("Packages", "Packages.db", "rpmdb.sqlite");

  private PackageDatabases() {}

  private record Format(String kind, DatabaseParser parser) {}

  /** Whether the file at a normalised path is a package database. */
  public static boolean isDatabase(String path) {
    return format(path) != null;
  }

  /**
   * Reads one database of at most {@code maxBytes} bytes; content that is not one gives a problem
   * and no packages.
   *
   * @throws IOException when the stream itself fails
   */
  public static PackageDatabase read(String path, InputStream content, int maxBytes)
      throws IOException {
    Format format = format(path);
    if (format == null) {
      throw new IllegalArgumentException("/" + path + " is not the path of a package database");
    }
    try {
      return new PackageDatabase(format.kind(), format.parser().parse(content, maxBytes), null);
    } catch (MalformedDatabaseException e) {
      return new PackageDatabase(
          format.kind(),
          null,
          "/" + path + " can not be read as " + format.kind() + " database: " + e.getMessage());
    }
  }

  private static @Nullable Format format(String path) {
    return switch (path) {
      case "lib/apk/db/installed", "usr/lib/apk/db/installed" ->
          new Format("apk", StanzaDatabase.APK);
      case "var/lib/dpkg/status" -> new Format("dpkg", StanzaDatabase.DPKG);
      case "usr/lib/opkg/status", "var/lib/opkg/status" -> new Format("opkg", StanzaDatabase.DPKG);
      case "var/lib/chisel/manifest.wall" -> new Format("chisel", new ChiselManifest());
      case "var/lib/rpmmanifest/container-manifest-2" -> new Format("rpm", new RpmManifest());
      default -> formatInDirectory(path);
    };
  }

  private static @Nullable Format formatInDirectory(String path) {
    int slash = path.lastIndexOf('/') + 1;
    String directory = path.substring(0, slash);
    String name = path.substring(slash);
    if (directory.equals("var/lib/dpkg/status.d/") && !name.endsWith(".md5sums")) {
      return new Format("dpkg", StanzaDatabase.DPKG);
    }
    if (directory.startsWith("var/lib/pacman/local/")
        && name.equals("desc")
        && directory.split("/").length == 5) {
      return new Format("pacman", new PacmanDescription());
    }
    boolean rpm = RPM_DIRECTORIES.contains(directory) && RPM_NAMES.contains(name);
    return rpm ? new Format("rpm", new RpmDatabase()) : null;
  }
}
