package dev.bedplate.source;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import java.io.InputStream;

/**
 * A place that holds images. Every method throws {@link ImageUnavailableException} when the bytes
 * cannot be had; documents and configurations come back verified against their digests, blob
 * streams are verified by their reader.
 */
public interface ImageSource {
  /** The digest that the reference names at this moment, as cheaply as the place allows. */
  Digest resolve(ImageReference reference, Access access) throws ImageUnavailableException;

  /** The manifest or index named by {@code digest} in the repository of {@code reference}. */
  Document document(ImageReference reference, Digest digest, Access access)
      throws ImageUnavailableException;

  /** A small blob, whole and verified: the image configuration. */
  byte[] blob(ImageReference reference, Descriptor descriptor, Access access)
      throws ImageUnavailableException;

  /**
   * A blob as it arrives; closing the stream cancels the transfer. At most {@code
   * descriptor.size()} bytes are delivered.
   */
  InputStream stream(ImageReference reference, Descriptor descriptor, Access access)
      throws ImageUnavailableException;
}
