package dev.bedplate.inspect.layer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the tar of a layer is stored, by media type (OCI image specification, Docker schema 2). */
enum LayerFormat {
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

  static @Nullable LayerFormat of(String mediaType) {
    return BY_MEDIA_TYPE.get(mediaType);
  }

  /** What the first bytes of a layer show; anything without a compression magic may be a tar. */
  static LayerFormat sniff(byte[] bytes, int from, int to) {
    if (to - from >= 2 && bytes[from] == 0x1f && bytes[from + 1] == (byte) 0x8b) {
      return Gzip;
    }
    if (to - from >= 4) {
      int magic = ZstdFrames.littleEndian(bytes, from);
      if (magic == ZstdFrames.MAGIC || ZstdFrames.skippable(magic)) {
        return Zstd;
      }
    }
    return Tar;
  }
}
