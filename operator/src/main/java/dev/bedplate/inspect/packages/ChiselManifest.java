package dev.bedplate.inspect.packages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.airlift.compress.v3.zstd.ZstdJavaInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The manifest of Chisel: zstd compressed JSON values, of which {@code kind=package} count. */
final class ChiselManifest implements DatabaseParser {
  @Override
  public List<PackageDatabase.Entry> parse(InputStream content, int maxBytes)
      throws IOException, MalformedDatabaseException {
    Chunks stored = Chunks.read(content, maxBytes);
    try (var plain = new ZstdJavaInputStream(stored.stream())) {
      return packages(Chunks.read(plain, maxBytes).stream());
    } catch (IOException | RuntimeException e) {
      throw new MalformedDatabaseException("it is not zstd compressed JSON: " + e.getMessage());
    }
  }

  private static List<PackageDatabase.Entry> packages(InputStream json) throws IOException {
    List<PackageDatabase.Entry> entries = new ArrayList<>();
    try (var parser = new JsonFactory().createParser(json)) {
      Map<String, String> fields = new HashMap<>();
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          if (--depth == 0) {
            add(fields, entries);
            fields.clear();
          }
        } else if (depth == 1 && token == JsonToken.VALUE_STRING) {
          fields.put(parser.currentName(), parser.getText());
        }
      }
    }
    return entries;
  }

  private static void add(Map<String, String> fields, List<PackageDatabase.Entry> entries) {
    String name = fields.get("name");
    if ("package".equals(fields.get("kind")) && name != null) {
      entries.add(new PackageDatabase.Entry(name, fields.getOrDefault("version", "")));
    }
  }
}
