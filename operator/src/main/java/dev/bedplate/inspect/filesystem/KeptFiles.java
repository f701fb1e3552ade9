package dev.bedplate.inspect.filesystem;

import java.util.Set;

/** Stand-in. */
public final class KeptFiles {
  private static final Set<String> PATHS = Set.of("etc/os-release", "usr/lib/os-release", "etc/alpine-release", "etc/debian_version");

  private KeptFiles() {}

  /** Whether the content is kept. */
  public static boolean keeps(String path) {
    return PATHS.contains(path);
  }
}
