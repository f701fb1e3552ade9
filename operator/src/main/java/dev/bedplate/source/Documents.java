package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.json.InvalidJson;
import dev.bedplate.json.JsonObject;
import java.util.List;

/**
 * Reads the documents of the OCI image specification and Docker's image manifest v2: unknown fields
 * are ignored, and what two readers could understand differently is refused. Every method throws
 * {@link ImageUnavailableException}: {@code InvalidImage} for a broken or ambiguous document,
 * {@code UnsupportedImage} for one of a kind that nobody runs any more.
 */
public final class Documents {
  private Documents() {}

  private interface Reading<T> {
    T read() throws InvalidJson, ImageUnavailableException;
  }

  private static <T> T valid(Reading<T> reading) throws ImageUnavailableException {
    try {
      return reading.read();
    } catch (InvalidJson e) {
      throw new ImageUnavailableException(
          UndecidedReason.InvalidImage, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The document that bytes with this digest are.
   *
   * @param announced the media type they came with, or empty
   */
  public static Document read(byte[] bytes, Digest digest, String announced)
      throws ImageUnavailableException {
    return valid(
        () -> {
          JsonObject fields = JsonObject.readLikeGo(bytes, "document " + digest);
          return document(fields, digest, DocumentKind.of(fields, MediaTypes.bare(announced)));
        });
  }

  private static Document document(JsonObject fields, Digest digest, DocumentKind kind)
      throws InvalidJson, ImageUnavailableException {
    return switch (kind) {
      case Index ->
          new ImageIndex(
              digest,
              fields.objects("manifests", DescriptorReader::read),
              Attachments.isAttached(fields));
      case Manifest -> manifest(fields, digest);
      case Artifact ->
          new Artifact(digest, fields.text("artifactType", fields.text("mediaType", "")));
    };
  }

  private static Document manifest(JsonObject fields, Digest digest)
      throws InvalidJson, ImageUnavailableException {
    JsonObject config = fields.object("config");
    String configType = MediaTypes.bare(config.text("mediaType", ""));
    if (!MediaTypes.isImageConfig(configType)) {
      return new Artifact(digest, fields.text("artifactType", configType));
    }
    return new ImageManifest(
        digest,
        DescriptorReader.read(config),
        fields.objects("layers", DescriptorReader::read),
        fields.textMap("annotations"),
        Attachments.isAttached(fields));
  }

  /** The image configuration that {@code bytes} hold. */
  public static ImageConfigDocument config(byte[] bytes) throws ImageUnavailableException {
    return valid(() -> ConfigReader.read(JsonObject.readLikeGo(bytes, "image configuration")));
  }

  /** The images that the {@code manifest.json} of a Docker archive lists. */
  public static List<SavedImage> savedImages(byte[] bytes, String what)
      throws ImageUnavailableException {
    return valid(
        () ->
            JsonObject.readListLikeGo(
                bytes,
                what,
                it -> new SavedImage(it.text("Config"), it.texts("RepoTags"), it.texts("Layers"))));
  }
}
