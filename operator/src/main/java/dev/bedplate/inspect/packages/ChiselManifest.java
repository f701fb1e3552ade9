package dev.bedplate.inspect.packages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.bedplate.inspect.zstd.WindowMemory;
import dev.bedplate.inspect.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The manifest of Chisel: zstd compressed JSON values, of which {@code kind=package} count. */
final class ChiselManifest implements DatabaseParser {
  private static final byte[] BEGIN = "{\"jsonwall\":".getBytes(StandardCharsets.US_ASCII);
  private static final WindowMemory WINDOW = WindowMemory.upTo(8 << 20);
  private static final int ENOUGH = 160 * 1024;

  @Override
  public @Nullable List<PackageDatabase.Entry> parse(
      InputStream content, int maxBytes, Memory memory)
      throws IOException, MalformedDatabaseException {
    byte[] first = content.readNBytes(ENOUGH);
    if (!isManifest(first)) {
      return null;
    }
    var whole = new SequenceInputStream(new ByteArrayInputStream(first), content);
    Chunks stored = Chunks.read(whole, maxBytes, memory);
    try (var plain = new ZstdInputStream(stored.stream(), WINDOW)) {
      return packages(Chunks.read(plain, maxBytes, memory).stream());
    } catch (IOException | RuntimeException e) {
      throw new MalformedDatabaseException("it is not zstd compressed JSON: " + e.getMessage());
    }
  }

  /** Many files are compressed like this one; only its own begin with such a header. */
  private static boolean isManifest(byte[] first) {
    try (var plain = new ZstdInputStream(new ByteArrayInputStream(first), WINDOW)) {
      return Arrays.equals(plain.readNBytes(BEGIN.length), BEGIN);
    } catch (IOException | RuntimeException e) {
      return false;
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
      entries.add(new PackageDatabase.Entry(name, fields.getOrDefault("arch", "")));
    }
  }
}
