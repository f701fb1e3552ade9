package dev.bedplate.source;

import dev.bedplate.image.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the documents of the OCI image specification and Docker's image manifest v2: unknown fields
 * are ignored, and what two readers could understand differently is refused. Every method throws
 * {@link ImageUnavailableException}: {@code InvalidImage} for a broken or ambiguous document,
 * {@code UnsupportedImage} for one of a kind that nobody runs any more.
 */
public final class Documents {
  private Documents() {}

  /**
   * The document that bytes with this digest are.
   *
   * @param announced the media type they came with, or empty
   */
  public static Document read(byte[] bytes, Digest digest, String announced)
      throws ImageUnavailableException {
    JsonFields fields = JsonReader.object(bytes, "document " + digest);
    return switch (DocumentKind.of(fields, MediaTypes.bare(announced))) {
      case Index ->
          new ImageIndex(
              digest, descriptors(fields.objects("manifests")), Attachments.isAttached(fields));
      case Manifest -> manifest(fields, digest);
      case Artifact ->
          new Artifact(digest, fields.text("artifactType", fields.text("mediaType", "")));
    };
  }

  private static Document manifest(JsonFields fields, Digest digest)
      throws ImageUnavailableException {
    JsonFields config = fields.object("config");
    if (config == null) {
      throw JsonFields.mismatch(fields.where("config"), "an object", null);
    }
    String configType = MediaTypes.bare(config.text("mediaType", ""));
    if (!MediaTypes.isImageConfig(configType)) {
      return new Artifact(digest, fields.text("artifactType", configType));
    }
    return new ImageManifest(
        digest,
        DescriptorReader.read(config),
        descriptors(fields.objects("layers")),
        fields.textMap("annotations"),
        Attachments.isAttached(fields));
  }

  /** The image configuration that {@code bytes} hold. */
  public static ImageConfigDocument config(byte[] bytes) throws ImageUnavailableException {
    return ConfigReader.read(JsonReader.object(bytes, "image configuration"));
  }

  /** The images that the {@code manifest.json} of a Docker archive lists. */
  public static List<SavedImage> savedImages(byte[] bytes, String what)
      throws ImageUnavailableException {
    List<SavedImage> images = new ArrayList<>();
    for (JsonFields image : JsonReader.objects(bytes, what)) {
      images.add(
          new SavedImage(
              image.requiredText("Config"), image.texts("RepoTags"), image.texts("Layers")));
    }
    return images;
  }

  private static List<Descriptor> descriptors(List<JsonFields> entries)
      throws ImageUnavailableException {
    List<Descriptor> descriptors = new ArrayList<>(entries.size());
    for (JsonFields entry : entries) {
      descriptors.add(DescriptorReader.read(entry));
    }
    return descriptors;
  }
}
