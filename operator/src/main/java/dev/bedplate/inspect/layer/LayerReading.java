package dev.bedplate.inspect.layer;

import dev.bedplate.image.Digest;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongConsumer;

/** One reading of one layer, on one or two threads. */
final class LayerReading {
  /** Below this many stored bytes a second thread costs more than it gains. */
  private static final long SMALL = 1024 * 1024;

  private final LayerName name;
  private final Descriptor layer;
  private final Limits limits;
  private final Room.Share room;
  private final Guard guard;
  private final MessageDigest tarHash = digest("SHA-256");

  LayerReading(
      LayerName name, Descriptor layer, Limits limits, Room.Share room, Deadline deadline) {
    this.name = name;
    this.layer = layer;
    this.limits = limits;
    this.room = room;
    this.guard = new Guard(deadline, name);
  }

  /**
   * Reads it once.
   *
   * @throws Altered when other bytes came than those that the descriptor names
   */
  LayerFacts read(InputStream in, LongConsumer progress) throws ImageUnavailableException, Altered {
    MessageDigest hash = digest(layer.digest().javaAlgorithm());
    var stored = new StoredBytes(in, layer.size(), hash, name, guard, progress);
    guard.check();
    try {
      return read(stored);
    } catch (ImageUnavailableException e) {
      if (e.reason() == UndecidedReason.InvalidImage && stored.altered(layer.digest())) {
        throw new Altered(e);
      }
      throw e;
    }
  }

  private LayerFacts read(StoredBytes stored) throws ImageUnavailableException {
    LayerFormat format = format(stored);
    try (Unpacker unpacker = unpacker(format, stored)) {
      var producer = new TarProducer(unpacker, stored, limits, name, guard);
      Walk walk = layer.size() < SMALL ? walkHere(producer) : walkBeside(producer);
      stored.verify(layer.digest());
      return facts(walk, format, diffId());
    } catch (ImageUnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw name.invalid("it cannot be read: " + e, e);
    }
  }

  /** What the bytes show, as containerd and Docker go by them and not by the media type. */
  private LayerFormat format(StoredBytes stored) throws ImageUnavailableException {
    stored.fill();
    Optional<String> unread = LayerFormat.unread(stored.buffer, stored.limit);
    if (unread.isPresent()) {
      throw name.failure(
          UndecidedReason.UnsupportedImage,
          "its bytes are " + unread.get() + ", which cannot be read");
    }
    return LayerFormat.sniff(stored.buffer, 0, stored.limit);
  }

  private Unpacker unpacker(LayerFormat format, StoredBytes stored) {
    return switch (format) {
      case Tar -> new PlainUnpacker(stored);
      case Gzip -> new GzipUnpacker(stored, name);
      case Zstd -> new ZstdUnpacker(stored, new WindowRoom(room, guard, name), name);
    };
  }

  private Walk walkHere(TarProducer producer) throws IOException {
    var chunk = new Chunk(Chunk.SIZE);
    return walk(() -> producer.fill(chunk) ? chunk : null);
  }

  /** This thread reads, hashes and unpacks; a second one hashes the tar and walks it. */
  private Walk walkBeside(TarProducer producer) throws IOException {
    var ring = new Ring(guard);
    var walker = new WalkerThread(ring, () -> walk(ring), "layer " + layer.digest().shortHex());
    walker.start();
    try {
      ring.produce(producer);
    } catch (Guard.Stopped e) {
      // The walker has the failure.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw name.failure(UndecidedReason.DeadlineExceeded, "the inspection was cancelled");
    } finally {
      walker.end();
    }
    return walker.result();
  }

  private Walk walk(Chunks chunks) throws IOException {
    var input = new TarInput(chunks, tarHash);
    var collector = new Collector(input, limits, room, guard, name);
    collector.collect();
    return new Walk(collector, input.drain());
  }

  private Digest diffId() {
    return new Digest("sha256", HexFormat.of().formatHex(tarHash.digest()));
  }

  private LayerFacts facts(Walk walk, LayerFormat format, Digest diffId) {
    Collector found = walk.collector();
    return new LayerFacts(
        layer.digest(),
        diffId,
        layer.size(),
        format,
        walk.tarBytes(),
        found.unpacked,
        found.contents.files(found.entries.build()),
        found.contents.elves,
        found.contents.databases,
        found.contents.scripts);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }

  /** Not the bytes of the layer, so that what is wrong with them says nothing about the layer. */
  static final class Altered extends Exception {
    private static final long serialVersionUID = 1L;
    private final ImageUnavailableException failure;

    Altered(ImageUnavailableException failure) {
      super(failure);
      this.failure = failure;
    }

    ImageUnavailableException failure() {
      return failure;
    }
  }

  /** A tar that was walked to its end. */
  record Walk(Collector collector, long tarBytes) {}
}
