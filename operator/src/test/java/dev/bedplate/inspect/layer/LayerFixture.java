package dev.bedplate.inspect.layer;

import dev.bedplate.image.Digest;
import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.LayerText;
import dev.bedplate.source.Deadline;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.ImageUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Layers made by tests. */
final class LayerFixture {
  static final String TAR = "application/vnd.oci.image.layer.v1.tar";
  static final String GZIP = TAR + "+gzip";
  static final String ZSTD = TAR + "+zstd";

  private LayerFixture() {}

  static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static Digest digest(String algorithm, byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance(algorithm.replace("sha", "SHA-")).digest(bytes);
      return new Digest(algorithm, HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Descriptor descriptor(String mediaType, byte[] stored) {
    return descriptor(mediaType, digest("sha256", stored), stored.length);
  }

  @SuppressWarnings("NullAway") // the annotation of an array component is lost in class files
  static Descriptor descriptor(String mediaType, Digest digest, long size) {
    return new Descriptor(mediaType, digest, size, Map.of(), null, List.of(), true, null, null);
  }

  static LayerFacts readTar(byte[] tar) throws ImageUnavailableException {
    return read(TAR, tar, Limits.DEFAULTS);
  }

  static LayerFacts read(String mediaType, byte[] stored, Limits limits)
      throws ImageUnavailableException {
    return read(new ByteArrayInputStream(stored), descriptor(mediaType, stored), limits);
  }

  static LayerFacts read(InputStream in, Descriptor descriptor, Limits limits)
      throws ImageUnavailableException {
    var deadline = Deadline.in(Duration.ofMinutes(2), Clock.systemUTC());
    return new LayerReader(limits)
        .read(in, descriptor, "some/image", new Room(Long.MAX_VALUE).share(), deadline, n -> {});
  }

  static Limits limits(
      long unpacked, int ratio, int entries, int pathBytes, int depth, int headerBytes) {
    Limits d = Limits.DEFAULTS;
    return new Limits(
        d.compressedLayerBytes(),
        unpacked,
        ratio,
        entries,
        pathBytes,
        depth,
        headerBytes,
        d.contentBytes(),
        d.databaseBytes(),
        d.documentBytes(),
        d.layers(),
        d.indexEntries());
  }

  /** Entries as {@code type path size -> target}. */
  static List<String> entries(LayerFacts facts) {
    var lines = new ArrayList<String>();
    facts
        .files()
        .entries()
        .forEach(
            (int position,
                EntryType type,
                String path,
                long size,
                int mode,
                @Nullable String target) ->
                lines.add(
                    type
                        + " "
                        + path
                        + (size == 0 ? "" : " " + size)
                        + (target == null ? "" : " -> " + target)));
    return lines;
  }

  /** The positions of all entries, in the order of the tar. */
  static List<Integer> positions(LayerFacts facts) {
    return LayerText.positions(facts.files().entries());
  }

  /** A stream that gives its bytes in pieces of random length. */
  static final class Dribble extends InputStream {
    private final byte[] bytes;
    private final Random random;
    private final int most;
    private int position;

    Dribble(byte[] bytes, Random random, int most) {
      this.bytes = bytes;
      this.random = random;
      this.most = most;
    }

    @Override
    public int read() {
      return position == bytes.length ? -1 : bytes[position++] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      if (position == bytes.length) {
        return -1;
      }
      int count = Math.min(1 + random.nextInt(most), Math.min(length, bytes.length - position));
      System.arraycopy(bytes, position, into, from, count);
      position += count;
      return count;
    }
  }
}
