package dev.bedplate.inspect.packages;

import java.io.IOException;
import java.io.InputStream;

/** Stand-in. */
public final class PackageDatabases {
  private PackageDatabases() {}

  /** Whether the path is a database. */
  public static boolean isDatabase(String path) {
    return path.equals("lib/apk/db/installed") || path.equals("var/lib/dpkg/status");
  }

  /** Reads it. */
  public static PackageDatabase read(String path, InputStream content, int maxBytes) throws IOException {
    long n = content.transferTo(java.io.OutputStream.nullOutputStream());
    return new PackageDatabase("stub", null, n + " bytes");
  }
}
