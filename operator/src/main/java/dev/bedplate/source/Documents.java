package dev.bedplate.source;

import dev.bedplate.image.UndecidedReason;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the documents of the OCI image specification and Docker's image manifest v2: unknown fields
 * are ignored, and what two readers could understand differently is refused. Every method throws
 * {@link ImageUnavailableException}: {@code InvalidImage} for a broken or ambiguous document,
 * {@code UnsupportedImage} for one that describes no image.
 */
public final class Documents {
  private Documents() {}

  /** Whether the document is an index rather than the manifest of one platform. */
  public static boolean isIndex(RawDocument document) throws ImageUnavailableException {
    return kind(document, fields(document)) == DocumentKind.INDEX;
  }

  /** The index; more than {@code maxEntries} entries are {@code LimitExceeded}. */
  public static ImageIndex index(RawDocument document, int maxEntries)
      throws ImageUnavailableException {
    JsonFields fields = fields(document);
    if (kind(document, fields) != DocumentKind.INDEX) {
      throw invalid(document, "is the manifest of one image where an index is needed");
    }
    List<JsonFields> entries = fields.objects("manifests");
    if (entries.size() > maxEntries) {
      throw new ImageUnavailableException(
          UndecidedReason.LimitExceeded,
          "%s: lists %d manifests; the limit is %d"
              .formatted(name(document), entries.size(), maxEntries));
    }
    return new ImageIndex(descriptors(entries), fields.textMap("annotations"));
  }

  /** The manifest of one image for one platform. */
  public static ImageManifest manifest(RawDocument document) throws ImageUnavailableException {
    JsonFields fields = fields(document);
    if (kind(document, fields) != DocumentKind.MANIFEST) {
      throw invalid(document, "is an index where the manifest of one image is needed");
    }
    JsonFields config = fields.object("config");
    String artifactType = fields.text("artifactType");
    if (config == null) {
      throw JsonFields.mismatch(fields.where("config"), "an object", null);
    }
    String configType = MediaTypes.bare(config.text("mediaType", ""));
    if (!MediaTypes.isImageConfig(configType)) {
      String type = artifactType == null ? configType : artifactType;
      throw new ImageUnavailableException(
          UndecidedReason.UnsupportedImage,
          name(document) + ": is an artifact of type " + type + ", not a container image");
    }
    return new ImageManifest(
        mediaType(document.bytes(), name(document)),
        DescriptorReader.read(config),
        descriptors(fields.objects("layers")),
        fields.textMap("annotations"),
        artifactType);
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

  /**
   * What the document says it is, else what its fields make it; {@code what} names it in messages.
   */
  public static String mediaType(byte[] bytes, String what) throws ImageUnavailableException {
    JsonFields fields = JsonReader.object(bytes, what);
    String inferred = fields.has("manifests") ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST;
    return fields.text("mediaType", inferred);
  }

  private static JsonFields fields(RawDocument document) throws ImageUnavailableException {
    return JsonReader.object(document.bytes(), name(document));
  }

  private static DocumentKind kind(RawDocument document, JsonFields fields)
      throws ImageUnavailableException {
    return DocumentKind.of(fields, MediaTypes.bare(document.mediaType()));
  }

  private static List<Descriptor> descriptors(List<JsonFields> entries)
      throws ImageUnavailableException {
    List<Descriptor> descriptors = new ArrayList<>(entries.size());
    for (JsonFields entry : entries) {
      descriptors.add(DescriptorReader.read(entry));
    }
    return descriptors;
  }

  private static String name(RawDocument document) {
    return "document " + document.digest();
  }

  private static ImageUnavailableException invalid(RawDocument document, String problem) {
    return new ImageUnavailableException(
        UndecidedReason.InvalidImage, name(document) + ": " + problem);
  }
}
