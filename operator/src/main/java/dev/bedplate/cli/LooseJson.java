package dev.bedplate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * JSON with comments and commas too many, in which some programs keep their configuration ({@code
 * tsconfig.json}); Kubernetes reads no such files.
 */
final class LooseJson {
  private static final int LOOKED_AT = 1024 * 1024;

  private LooseJson() {}

  /** Whether a file that cannot be read is such a one, and nobody meant it to be an object. */
  static boolean is(Path file) throws IOException {
    if (!file.getFileName().toString().endsWith(".json")) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(LOOKED_AT), StandardCharsets.UTF_8);
      return text.length() < LOOKED_AT
          && !text.contains("apiVersion")
          && !text.contains("\"kind\"");
    }
  }
}
