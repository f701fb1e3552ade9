package dev.bedplate.inspect;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.Platform;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.inspect.layer.Limits;
import dev.bedplate.source.Access;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.Documents;
import dev.bedplate.source.ImageConfigDocument;
import dev.bedplate.source.ImageManifest;
import dev.bedplate.source.ImageSource;
import dev.bedplate.source.ImageUnavailableException;
import org.jspecify.annotations.Nullable;

/** The manifest and configuration of one image for one platform, read and checked together. */
record ImageDocuments(ImageManifest manifest, ImageConfigDocument config) {

  /** The configuration that a manifest refers to, beside it. */
  static ImageDocuments read(
      ImageSource source,
      ImageReference reference,
      ImageManifest manifest,
      Limits limits,
      Access access)
      throws ImageUnavailableException {
    Descriptor descriptor = manifest.config();
    if (descriptor.size() > limits.documentBytes()) {
      throw new ImageUnavailableException(
          UndecidedReason.LimitExceeded,
          "%s: the configuration has %d bytes; at most %d are read"
              .formatted(reference.original(), descriptor.size(), limits.documentBytes()));
    }
    ImageConfigDocument config = Documents.config(source.blob(reference, descriptor, access));
    int diffIds = config.diffIds().size();
    if (diffIds != 0 && diffIds != manifest.layers().size()) {
      throw new ImageUnavailableException(
          UndecidedReason.InvalidImage,
          "%s: the manifest has %d layers, the configuration names %d"
              .formatted(reference.original(), manifest.layers().size(), diffIds));
    }
    return new ImageDocuments(manifest, config);
  }

  /** The diffID that the configuration gives for layer {@code index}, if it gives any. */
  @Nullable Digest diffId(int index) {
    return config.diffIds().isEmpty() ? null : config.diffIds().get(index);
  }

  /** The platform the configuration names. */
  Platform platform() {
    return config.platform();
  }
}
