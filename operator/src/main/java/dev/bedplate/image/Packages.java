package dev.bedplate.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The packages of the image's own package database.
 *
 * @param database {@code apk}, {@code dpkg}, {@code rpm}, {@code opkg}, {@code pacman}, {@code
 *     chisel}, or null when there is none
 * @param managerPresent whether a program that installs packages is in the image
 * @param count number of installed packages, or null when nothing that was read tells it
 * @param removed true when a lower layer had a database that the image no longer has
 * @param names sorted names of the installed packages
 */
public record Packages(
    @Nullable String database,
    boolean managerPresent,
    @Nullable Integer count,
    boolean removed,
    List<String> names) {
  public Packages {
    names = isSorted(names) ? List.copyOf(names) : names.stream().sorted().toList();
  }

  private static boolean isSorted(List<String> names) {
    for (int i = 1; i < names.size(); i++) {
      if (names.get(i - 1).compareTo(names.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }
}
