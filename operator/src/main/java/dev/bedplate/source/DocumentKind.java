package dev.bedplate.source;

import dev.bedplate.image.UndecidedReason;
import dev.bedplate.json.InvalidJson;
import dev.bedplate.json.JsonObject;

/** What a document is, decided by its fields and by every media type that claims something. */
enum DocumentKind {
  Index("an index"),
  Manifest("the manifest of one image"),
  Artifact("no image");

  private final String words;

  DocumentKind(String words) {
    this.words = words;
  }

  /** The kind of the document; {@code announced} is the bare media type it came with, or empty. */
  static DocumentKind of(JsonObject fields, String announced)
      throws InvalidJson, ImageUnavailableException {
    String declared = MediaTypes.bare(fields.text("mediaType", ""));
    refuseSchema1(fields, declared, announced);
    DocumentKind kind = byContent(fields, declared);
    kind.refuseContradiction(fields, "its mediaType", declared);
    kind.refuseContradiction(fields, "the media type it was delivered with", announced);
    return kind;
  }

  private static DocumentKind byContent(JsonObject fields, String declared)
      throws InvalidJson, ImageUnavailableException {
    boolean index = fields.has("manifests");
    boolean manifest = fields.has("layers") || fields.has("config");
    if (index && manifest) {
      throw failure(
          UndecidedReason.InvalidImage,
          fields,
          "is ambiguous: it has manifests like an index and layers or config like a manifest");
    }
    if (index || manifest) {
      return index ? Index : Manifest;
    }
    if (fields.has("blobs")) {
      return Artifact;
    }
    if (MediaTypes.isIndex(declared)) {
      return Index;
    }
    throw failure(
        UndecidedReason.InvalidImage,
        fields,
        "is neither an index nor an image manifest: it has no manifests, config or layers");
  }

  private static void refuseSchema1(JsonObject fields, String declared, String announced)
      throws InvalidJson, ImageUnavailableException {
    Object version = fields.value("schemaVersion");
    if (MediaTypes.isSchema1(declared)
        || MediaTypes.isSchema1(announced)
        || fields.has("fsLayers")
        || Integer.valueOf(1).equals(version)) {
      throw failure(
          UndecidedReason.UnsupportedImage,
          fields,
          "is a Docker manifest of schema 1, which names no image configuration;"
              + " push the image again with a current tool");
    }
  }

  private void refuseContradiction(JsonObject fields, String source, String mediaType)
      throws InvalidJson, ImageUnavailableException {
    boolean contradicts =
        switch (this) {
          case Index -> MediaTypes.isManifest(mediaType);
          case Manifest -> MediaTypes.isIndex(mediaType);
          case Artifact -> false;
        };
    if (contradicts) {
      throw failure(
          UndecidedReason.InvalidImage,
          fields,
          "is ambiguous: its fields make it " + words + ", but " + source + " is " + mediaType);
    }
  }

  private static ImageUnavailableException failure(
      UndecidedReason reason, JsonObject fields, String problem) {
    return new ImageUnavailableException(reason, fields.where() + ": " + problem);
  }
}
