package dev.bedplate.source;

import dev.bedplate.json.InvalidJson;
import dev.bedplate.json.JsonObject;
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

  /** Whether a document is about another one, or holds something else than an image. */
  public static boolean isAttachment(Document document) {
    return switch (document) {
      case Artifact _ -> true;
      // The index of the referrers of an image has nothing else.
      case ImageIndex index ->
          index.attached()
              || (!index.manifests().isEmpty()
                  && index.manifests().stream().allMatch(Attachments::isAttachment));
      case ImageManifest manifest ->
          manifest.attached()
              || (!manifest.layers().isEmpty()
                  && manifest.layers().stream().noneMatch(Attachments::isLayer));
    };
  }

  /** Whether a document says of itself that it is about another one or no image. */
  static boolean isAttached(JsonObject fields) throws InvalidJson {
    return fields.has("subject") || !isImageType(fields.textOrNull("artifactType"));
  }

  private static boolean isLayer(Descriptor layer) {
    String type = MediaTypes.bare(layer.mediaType());
    return type.isEmpty() || LAYERS.stream().anyMatch(type::startsWith);
  }

  private static boolean isImageType(@Nullable String type) {
    return type == null || MediaTypes.isImageConfig(MediaTypes.bare(type));
  }
}
