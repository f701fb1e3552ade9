package dev.bedplate.inspect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.bedplate.image.Digest;
import dev.bedplate.image.FactsJson;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.base.BaseCandidate;
import dev.bedplate.inspect.base.ChainId;
import dev.bedplate.inspect.layer.LayerFacts;
import dev.bedplate.inspect.layer.LayerFactsCodec;
import dev.bedplate.inspect.layer.LayerReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Facts in files under one directory, shared by concurrent processes. Every file carries a checksum
 * and appears by an atomic rename, so a torn or foreign file is the same as a missing one.
 */
public final class DirectoryCache implements FactsCache, AutoCloseable {
  private final CacheFiles files;
  private final Map<String, Object> unwritten = new ConcurrentHashMap<>();
  private final ExecutorService writer = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * A cache under {@code root} of at most {@code bytes} bytes, the least recently written going
   * first. The directory need not exist and may be unwritable.
   */
  public DirectoryCache(Path root, long bytes) {
    files = new CacheFiles(root.resolve("v" + LayerReader.ANALYZER_VERSION), bytes);
  }

  @FunctionalInterface
  private interface Decoder<T> {
    T decode(DataInputStream in) throws IOException;
  }

  @FunctionalInterface
  private interface Encoder {
    void encode(DataOutputStream out) throws IOException;
  }

  @Override
  public Optional<KnownImage> image(Digest manifest) {
    return read(
        "images",
        manifest.hex(),
        KnownImage.class,
        in -> {
          Platform platform = platform(in.readUTF());
          try (JsonParser json = new JsonFactory().createParser((InputStream) in)) {
            return new KnownImage(platform, FactsJson.readFacts(json));
          }
        });
  }

  @Override
  public void putImage(Digest manifest, KnownImage image) {
    write(
        "images",
        manifest.hex(),
        image,
        out -> {
          out.writeUTF(image.platform().toString());
          try (JsonGenerator json = new JsonFactory().createGenerator((OutputStream) out)) {
            FactsJson.writeFacts(json, image.facts());
          }
        });
  }

  @Override
  public Optional<Digest> manifest(Digest index, Platform platform) {
    return read("indexes", indexName(index, platform), Digest.class, in -> Digest.of(in.readUTF()));
  }

  @Override
  public void putManifest(Digest index, Platform platform, Digest manifest) {
    write(
        "indexes", indexName(index, platform), manifest, out -> out.writeUTF(manifest.toString()));
  }

  @Override
  public Optional<LayerFacts> layer(Digest layer) {
    return read("layers", layer.hex(), LayerFacts.class, LayerFactsCodec::read);
  }

  @Override
  public void putLayer(Digest layer, LayerFacts facts) {
    write("layers", layer.hex(), facts, out -> LayerFactsCodec.write(facts, out));
  }

  @Override
  public Optional<BaseCandidate> below(List<Digest> diffIds) {
    return ChainId.ofEveryPrefix(diffIds.subList(0, Math.max(0, diffIds.size() - 1)))
        .reversed()
        .stream()
        .flatMap(chain -> stack(chain).stream())
        .findFirst();
  }

  private Optional<BaseCandidate> stack(Digest chainId) {
    return read(
        "stacks",
        chainId.hex(),
        BaseCandidate.class,
        in -> {
          String name = in.readUTF();
          String digest = in.readUTF();
          int count = in.readInt();
          List<Digest> diffIds = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            diffIds.add(Digest.of(in.readUTF()));
          }
          return new BaseCandidate(name, Digest.parse(digest).orElse(null), diffIds);
        });
  }

  @Override
  public void putBelow(BaseCandidate image) {
    write(
        "stacks",
        ChainId.ofEveryPrefix(image.diffIds()).getLast().hex(),
        image,
        out -> {
          out.writeUTF(image.name());
          out.writeUTF(image.digest() == null ? "" : image.digest().toString());
          out.writeInt(image.diffIds().size());
          for (Digest diffId : image.diffIds()) {
            out.writeUTF(diffId.toString());
          }
        });
  }

  /** Ends when everything is written, and removes what is over the bound. */
  @Override
  public void close() {
    writer.close();
    files.trim();
  }

  private static String indexName(Digest index, Platform platform) {
    String suffix = platform.toString().replaceAll("[^a-zA-Z0-9]", "-");
    return index.hex() + "-" + suffix;
  }

  private static Platform platform(String text) throws IOException {
    return Platform.parse(text).orElseThrow(() -> new IOException("not a platform: " + text));
  }

  private <T> Optional<T> read(String kind, String name, Class<T> type, Decoder<T> decoder) {
    Object waiting = unwritten.get(kind + "/" + name);
    if (waiting != null) {
      return Optional.of(type.cast(waiting));
    }
    Optional<byte[]> content = files.read(kind, name);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    try (var in = new DataInputStream(new ByteArrayInputStream(content.get()))) {
      return Optional.of(decoder.decode(in));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Writes beside what is made of the facts; until then they are answered from memory. */
  private void write(String kind, String name, Object value, Encoder encoder) {
    unwritten.put(kind + "/" + name, value);
    writer.execute(
        () -> {
          files.write(kind, name, encoded(encoder));
          unwritten.remove(kind + "/" + name);
        });
  }

  private static byte[] encoded(Encoder encoder) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      encoder.encode(out);
    } catch (IOException e) {
      throw new IllegalStateException("facts that cannot be written to memory", e);
    }
    return bytes.toByteArray();
  }
}
