package dev.bedplate.source;

import java.util.Locale;
import java.util.Set;

/** The media types of the OCI and Docker formats that decide what a document is. */
final class MediaTypes {
  static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final Set<String> INDEXES =
      Set.of(OCI_INDEX, "application/vnd.docker.distribution.manifest.list.v2+json");
  private static final Set<String> MANIFESTS =
      Set.of(OCI_MANIFEST, "application/vnd.docker.distribution.manifest.v2+json");
  private static final Set<String> SCHEMA_1 =
      Set.of(
          "application/vnd.docker.distribution.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.v1+prettyjws");
  // Docker itself reads the generic ones as images, because old registries wrote them.
  private static final Set<String> IMAGE_CONFIGS =
      Set.of(
          "application/vnd.oci.image.config.v1+json",
          "application/vnd.docker.container.image.v1+json",
          "application/octet-stream",
          "application/json",
          "");

  private MediaTypes() {}

  static boolean isIndex(String mediaType) {
    return INDEXES.contains(mediaType);
  }

  static boolean isManifest(String mediaType) {
    return MANIFESTS.contains(mediaType);
  }

  static boolean isSchema1(String mediaType) {
    return SCHEMA_1.contains(mediaType);
  }

  static boolean isImageConfig(String mediaType) {
    return IMAGE_CONFIGS.contains(mediaType);
  }

  /** The type without parameters, as a Content-Type header may carry them. */
  static String bare(String mediaType) {
    int semicolon = mediaType.indexOf(';');
    return (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon))
        .strip()
        .toLowerCase(Locale.ROOT);
  }
}
