package dev.bedplate.source;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells images from what is stored beside them: signatures, attestations, SBOMs and other artifacts
 * that are about an image.
 */
public final class Attachments {
  /** Set by BuildKit on what it says about an image. */
  private static final String BUILDKIT = "vnd.docker.reference.type";

  /** Set by {@code cosign save} on everything, with the kind as its value. */
  private static final String COSIGN = "kind";

  private static final String COSIGN_KINDS = "dev.cosignproject.cosign/";
  private static final List<String> COSIGN_IMAGES =
      List.of(COSIGN_KINDS + "image", COSIGN_KINDS + "imageIndex");
  private static final List<String> LAYERS =
      List.of(
          "application/vnd.oci.image.layer.",
          "application/vnd.docker.image.",
          "application/vnd.docker.container.image.",
          "application/vnd.erofs");

  private Attachments() {}

  /** Whether an index says of its entry that it is no image. */
  public static boolean isAttachment(Descriptor entry) {
    Map<String, String> annotations = entry.annotations();
    String cosign = annotations.getOrDefault(COSIGN, "");
    boolean unknown =
        entry.platform() != null
            && entry.platform().os().equals("unknown")
            && entry.platform().architecture().equals("unknown");
    return annotations.containsKey(BUILDKIT)
        || (cosign.startsWith(COSIGN_KINDS) && !COSIGN_IMAGES.contains(cosign))
        || unknown
        || !isImageType(entry.artifactType());
  }

  /**
   * Whether a document says of itself that it is about another one, or holds something else than
   * the layers of an image. One that cannot be read may be an image.
   */
  public static boolean isAttachment(RawDocument document) {
    try {
      JsonFields fields = JsonReader.object(document.bytes(), document.digest().toString());
      if (fields.has("subject") || !isImageType(fields.text("artifactType"))) {
        return true;
      }
      List<JsonFields> manifests = fields.objects("manifests");
      if (!manifests.isEmpty()) {
        return areAttachments(manifests);
      }
      JsonFields config = fields.object("config");
      return config == null ? fields.has("blobs") : isArtifact(config, fields.objects("layers"));
    } catch (ImageUnavailableException e) {
      return false;
    }
  }

  /** The index of the referrers of an image has nothing else. */
  private static boolean areAttachments(List<JsonFields> entries) throws ImageUnavailableException {
    for (JsonFields entry : entries) {
      if (!isAttachment(DescriptorReader.read(entry))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isArtifact(JsonFields config, List<JsonFields> layers)
      throws ImageUnavailableException {
    if (!isImageType(config.text("mediaType"))) {
      return true;
    }
    for (JsonFields layer : layers) {
      String type = MediaTypes.bare(layer.text("mediaType", ""));
      if (type.isEmpty() || LAYERS.stream().anyMatch(type::startsWith)) {
        return false;
      }
    }
    return !layers.isEmpty();
  }

  private static boolean isImageType(@Nullable String type) {
    return type == null || MediaTypes.isImageConfig(MediaTypes.bare(type));
  }
}
