package dev.bedplate.inspect;

import dev.bedplate.image.Digest;
import dev.bedplate.image.FactsJson;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.base.BaseCandidate;
import dev.bedplate.inspect.base.ChainId;
import dev.bedplate.inspect.layer.LayerFacts;
import dev.bedplate.inspect.layer.LayerFactsCodec;
import dev.bedplate.inspect.layer.LayerReader;
import dev.bedplate.json.Json;
import dev.bedplate.json.JsonReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

  @Override
  public Optional<KnownImage> image(Digest manifest) {
    return read(
        "images",
        manifest.hex(),
        KnownImage.class,
        in -> {
          Platform platform = platform(in.readUTF());
          return new KnownImage(platform, FactsJson.facts(JsonReader.read(in.readAllBytes())));
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
          Json.write(out, FactsJson.of(image.facts()));
        });
  }

  @Override
  public Optional<Choice> choice(Digest index, Platform platform) {
    return read(
        "choices",
        indexName(index, platform),
        Choice.class,
        in -> {
          boolean complete = in.readBoolean();
          return new Choice(digests(in), complete);
        });
  }

  @Override
  public void putChoice(Digest index, Platform platform, Choice choice) {
    write(
        "choices",
        indexName(index, platform),
        choice,
        out -> {
          out.writeBoolean(choice.complete());
          write(choice.manifests(), out);
        });
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
          return new BaseCandidate(name, Digest.parse(digest).orElse(null), digests(in));
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
          write(image.diffIds(), out);
        });
  }

  private static List<Digest> digests(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<Digest> digests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      digests.add(Digest.of(in.readUTF()));
    }
    return digests;
  }

  private static void write(List<Digest> digests, DataOutputStream out) throws IOException {
    out.writeInt(digests.size());
    for (Digest digest : digests) {
      out.writeUTF(digest.toString());
    }
  }

  /** Ends when everything is written, and removes what is over the bound. */
  @Override
  public void close() {
    writer.close();
    files.trim();
  }

  private static String indexName(Digest index, Platform platform) {
    return index.hex() + "-" + URLEncoder.encode(platform.toString(), StandardCharsets.UTF_8);
  }

  private static Platform platform(String text) throws IOException {
    return Platform.parse(text).orElseThrow(() -> new IOException("not a platform: " + text));
  }

  private <T> Optional<T> read(
      String kind, String name, Class<T> type, CacheFiles.Decoder<T> decoder) {
    Object waiting = unwritten.get(kind + "/" + name);
    if (waiting != null) {
      return Optional.of(type.cast(waiting));
    }
    return files.read(kind, name, decoder);
  }

  /** Writes beside what is made of the facts; until then they are answered from memory. */
  private void write(String kind, String name, Object value, CacheFiles.Encoder encoder) {
    unwritten.put(kind + "/" + name, value);
    writer.execute(
        () -> {
          files.write(kind, name, encoder);
          unwritten.remove(kind + "/" + name);
        });
  }
}
