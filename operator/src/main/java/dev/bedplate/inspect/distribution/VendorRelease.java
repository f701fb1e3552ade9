package dev.bedplate.inspect.distribution;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the one-line release file of a vendor tells. */
record VendorRelease(String id, @Nullable String version, String line) {
  private static final Pattern VERSION =
      Pattern.compile("(?:release|Linux|Ubuntu|OS) v?(\\d[\\w.]*)");

  private record Vendor(String beginning, String id) {
    private boolean begins(byte[] bytes, int from, int end) {
      if (end - from < beginning.length()) {
        return false;
      }
      for (int i = 0; i < beginning.length(); i++) {
        if (bytes[from + i] != beginning.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Vendor> VENDORS =
      List.of(
          new Vendor("Red Hat Enterprise", "rhel"),
          new Vendor("CentOS", "centos"),
          new Vendor("Rocky", "rocky"),
          new Vendor("AlmaLinux", "almalinux"),
          new Vendor("Oracle", "ol"),
          new Vendor("Fedora", "fedora"),
          new Vendor("Amazon", "amzn"),
          new Vendor("VMware Photon", "photon"),
          new Vendor("Welcome to Alpine", "alpine"),
          new Vendor("Ubuntu", "ubuntu"),
          new Vendor("Debian", "debian"));

  /** Whether a text begins as the release line of a known vendor does. */
  static boolean begins(byte[] bytes, int from, int end) {
    for (Vendor vendor : VENDORS) {
      if (vendor.begins(bytes, from, end)) {
        return true;
      }
    }
    return false;
  }

  /** The release a line such as {@code CentOS Linux release 7.9.2009 (Core)} names, or null. */
  static @Nullable VendorRelease parse(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    for (Vendor vendor : VENDORS) {
      if (line.startsWith(vendor.beginning())) {
        if (vendor.id().equals("fedora") && line.contains("(Rawhide)")) {
          return new VendorRelease(vendor.id(), "rawhide", line);
        }
        Matcher version = VERSION.matcher(line);
        return new VendorRelease(vendor.id(), version.find() ? version.group(1) : null, line);
      }
    }
    return null;
  }
}
