package dev.bedplate.workload.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads small YAML 1.2 streams, JSON included. */
public final class YamlReader {
  private YamlReader() {}

  /** The documents of {@code in}, if nothing at all is wrong with it; never throws for it. */
  public static YamlStream read(String file, InputStream in) throws IOException {
    return read(file, in, new Collected(true));
  }

  /** The same, where the last of several values of a key counts. */
  public static YamlStream readLeniently(String file, InputStream in) throws IOException {
    return read(file, in, new Collected(false));
  }

  private static YamlStream read(String file, InputStream in, Collected documents)
      throws IOException {
    YamlDocuments.read(file, in, documents);
    ManifestError error = documents.error;
    return error == null ? new YamlStream.Documents(documents.all) : new YamlStream.Broken(error);
  }

  private static final class Collected implements YamlSink {
    private final List<YamlDocument> all = new ArrayList<>();
    private final boolean strict;
    private @Nullable ManifestError error;

    private Collected(boolean strict) {
      this.strict = strict;
    }

    @Override
    public void document(YamlDocument document) {
      all.add(document);
    }

    @Override
    public void cut(YamlDocument document) {
      broken(new ManifestError(document.source(), null, "larger than a document may be"));
    }

    @Override
    public boolean item(Map<String, Object> before, int index, YamlDocument item) {
      return false;
    }

    @Override
    public boolean known(Map<String, Object> before) {
      return false;
    }

    @Override
    public void broken(ManifestError found) {
      error = error == null ? found : error;
    }

    @Override
    public void lenient(ManifestError note) {
      if (strict) {
        broken(note);
      }
    }
  }
}
