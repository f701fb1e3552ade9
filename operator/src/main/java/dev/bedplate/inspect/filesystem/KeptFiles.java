package dev.bedplate.inspect.filesystem;

import java.util.Set;

/** The small text files whose content analyzers read; everything else is only listed. */
public final class KeptFiles {
  private static final Set<String> EXACT =
      Set.of(
          "etc/os-release",
          "usr/lib/os-release",
          "etc/initrd-release",
          "etc/alpine-release",
          "etc/debian_version",
          "etc/devuan_version",
          "etc/lsb-release",
          "etc/upstream-release/lsb-release",
          "etc/redhat-release",
          "etc/centos-release",
          "etc/centos-release-upstream",
          "etc/fedora-release",
          "etc/oracle-release",
          "etc/rocky-release",
          "etc/almalinux-release",
          "etc/enterprise-release",
          "etc/system-release",
          "usr/lib/system-release",
          "etc/system-release-cpe",
          "usr/lib/system-release-cpe",
          "usr/lib/fedora-release",
          "usr/lib/redhat-release",
          "usr/lib/centos-release",
          "usr/lib/rocky-release",
          "etc/amazon-linux-release",
          "etc/azurelinux-release",
          "etc/mariner-release",
          "etc/photon-release",
          "etc/lsb-release.d/photon",
          "etc/SuSE-release",
          "etc/SUSE-brand",
          "etc/arch-release",
          "etc/gentoo-release",
          "etc/slackware-version",
          "etc/openwrt_release",
          "etc/openwrt_version",
          "etc/issue",
          "usr/lib/issue",
          "etc/apk/repositories",
          "etc/apk/arch",
          "etc/ld.so.conf",
          "aarch64-bottlerocket-linux-gnu/sys-root/usr/lib/os-release",
          "x86_64-bottlerocket-linux-gnu/sys-root/usr/lib/os-release");

  private static final String MUSL_PATH_PREFIX = "etc/ld-musl-";
  private static final String MUSL_PATH_SUFFIX = ".path";

  private KeptFiles() {}

  /** Whether the layer reader keeps the content of the file at a normalised path. */
  public static boolean keeps(String path) {
    return EXACT.contains(path) || muslSearchPath(path);
  }

  private static boolean muslSearchPath(String path) {
    return path.startsWith(MUSL_PATH_PREFIX)
        && path.endsWith(MUSL_PATH_SUFFIX)
        && path.indexOf('/', MUSL_PATH_PREFIX.length()) < 0;
  }
}
