package dev.bedplate.inspect.packages;

import dev.bedplate.inspect.filesystem.LayerFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The package databases among the files of a layer, recorded as when it is read. */
public final class DatabaseText {
  private DatabaseText() {}

  /** By position of the entry, whatever the names of the files. */
  public static Map<Integer, PackageDatabase> of(LayerFiles layer) {
    Map<Integer, PackageDatabase> databases = new HashMap<>();
    layer
        .contents()
        .forEach(
            (entry, content) -> {
              PackageDatabase database = read(content, 10_000);
              if (database != null) {
                databases.put(entry, database);
              }
            });
    return databases;
  }

  /** What a file of this content is recorded as, or null when it has no form of a database. */
  static @Nullable PackageDatabase read(byte[] content, int maxBytes) {
    try {
      DatabaseForm form = DatabaseForm.of(content, 0, Math.min(512, content.length));
      return form == null
          ? null
          : PackageDatabases.read(
              form, "some/file", new ByteArrayInputStream(content), maxBytes, bytes -> {});
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
