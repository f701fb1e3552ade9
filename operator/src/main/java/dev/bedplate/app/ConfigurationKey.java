package dev.bedplate.app;

import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration file.
 *
 * @param path from the root, {@code []} after a list of mappings: {@code registries[].host}
 * @param fallback what is in force without the key, as it would be written; null for nothing
 * @param required its mapping is wrong without it
 */
record ConfigurationKey(
    String path, Shape shape, @Nullable String fallback, boolean required, String meaning) {
  static ConfigurationKey key(String path, Shape shape, String fallback, String meaning) {
    return new ConfigurationKey(path, shape, fallback, false, meaning);
  }

  static ConfigurationKey optional(String path, Shape shape, String meaning) {
    return new ConfigurationKey(path, shape, null, false, meaning);
  }

  static ConfigurationKey required(String path, Shape shape, String meaning) {
    return new ConfigurationKey(path, shape, null, true, meaning);
  }

  /** Its row of the reference. */
  String row() {
    String otherwise = fallback == null ? (required ? "must be there" : "") : "`" + fallback + "`";
    return "| `" + path + "` | " + shape.right() + " | " + otherwise + " | " + meaning + " |\n";
  }
}
