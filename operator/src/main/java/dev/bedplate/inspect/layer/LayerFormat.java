package dev.bedplate.inspect.layer;

import dev.bedplate.inspect.zstd.ZstdInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the tar of a layer is stored. */
public enum LayerFormat {
  Tar,
  Gzip,
  Zstd;

  private static final String OCI = "application/vnd.oci.image.layer.v1.tar";
  private static final String OCI_NONDISTRIBUTABLE =
      "application/vnd.oci.image.layer.nondistributable.v1.tar";
  private static final String DOCKER = "application/vnd.docker.image.rootfs.diff.tar";

  private static final Map<String, LayerFormat> BY_MEDIA_TYPE =
      Map.of(
          OCI,
          Tar,
          OCI + "+gzip",
          Gzip,
          OCI + "+zstd",
          Zstd,
          OCI_NONDISTRIBUTABLE,
          Tar,
          OCI_NONDISTRIBUTABLE + "+gzip",
          Gzip,
          OCI_NONDISTRIBUTABLE + "+zstd",
          Zstd,
          DOCKER,
          Tar,
          DOCKER + ".gzip",
          Gzip,
          DOCKER + ".zstd",
          Zstd);

  private static final Map<String, Pattern> UNREAD =
      Map.of(
          "xz", Pattern.compile("\\xfd7zXZ\\x00"),
          "bzip2", Pattern.compile("BZh[1-9]1AY&SY"),
          "lz4", Pattern.compile("\\x04\"M\\x18"));

  /** What a media type of the OCI image specification or Docker schema 2 says. */
  static @Nullable LayerFormat of(String mediaType) {
    return BY_MEDIA_TYPE.get(mediaType);
  }

  /** The name of a compression that the first bytes of a layer show and nothing here unpacks. */
  static Optional<String> unread(byte[] bytes, int length) {
    var first = new String(bytes, 0, Math.min(length, 16), StandardCharsets.ISO_8859_1);
    return UNREAD.entrySet().stream()
        .filter(magic -> magic.getValue().matcher(first).lookingAt())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What the first bytes of a layer show; anything without a compression magic may be a tar. */
  static LayerFormat sniff(byte[] bytes, int from, int to) {
    if (to - from >= 2 && bytes[from] == 0x1f && bytes[from + 1] == (byte) 0x8b) {
      return Gzip;
    }
    if (ZstdInputStream.begins(bytes, from, to)) {
      return Zstd;
    }
    return Tar;
  }
}
