package dev.bedplate.source.layout;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.ImageReference.LayoutReference;
import dev.bedplate.source.Access;
import dev.bedplate.source.BoundedStream;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.Document;
import dev.bedplate.source.Documents;
import dev.bedplate.source.ImageSource;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.Verification;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;

/**
 * Images in OCI image layout directories ({@code oci:DIR[:TAG][@DIGEST]}). A tag is compared with
 * the annotation {@code org.opencontainers.image.ref.name}, whole or as the end of a full
 * reference.
 */
public final class LayoutSource implements ImageSource {
  private final int maxDocumentBytes;

  /** A source that reads documents of at most {@code maxDocumentBytes} bytes. */
  public LayoutSource(int maxDocumentBytes) {
    this.maxDocumentBytes = maxDocumentBytes;
  }

  @Override
  public Digest resolve(ImageReference reference, Access access) throws ImageUnavailableException {
    LayoutReference layout = layout(reference);
    LayoutIndex index = index(layout, access);
    LayoutDirectory directory = directory(layout, access);
    LayoutIndex.Contents contents =
        digest ->
            directory.has(digest)
                ? Optional.of(document(directory, reference, digest, access))
                : Optional.empty();
    return layout.digest() == null
        ? index.select(layout.tag(), contents)
        : index.select(layout.digest(), contents);
  }

  @Override
  public Document document(ImageReference reference, Digest digest, Access access)
      throws ImageUnavailableException {
    LayoutReference layout = layout(reference);
    LayoutDirectory directory = directory(layout, access);
    if (!directory.has(digest)) {
      LayoutIndex index = index(layout, access);
      if (index.document().digest().equals(digest)) {
        return index.document();
      }
    }
    return document(directory, reference, digest, access);
  }

  private Document document(
      LayoutDirectory directory, ImageReference reference, Digest digest, Access access)
      throws ImageUnavailableException {
    String what = what(reference, digest);
    byte[] bytes = Verification.verified(directory.read(digest, maxDocumentBytes), digest, what);
    access.traffic().received(bytes.length);
    return Documents.read(bytes, digest, "");
  }

  @Override
  public byte[] blob(ImageReference reference, Descriptor descriptor, Access access)
      throws ImageUnavailableException {
    byte[] data = descriptor.data();
    String what = what(reference, descriptor.digest());
    if (data != null) {
      return Verification.verified(data, descriptor, what);
    }
    byte[] bytes = directory(layout(reference), access).read(descriptor.digest(), maxDocumentBytes);
    access.traffic().received(bytes.length);
    return Verification.verified(bytes, descriptor, what);
  }

  @Override
  public InputStream stream(ImageReference reference, Descriptor descriptor, Access access)
      throws ImageUnavailableException {
    byte[] data = descriptor.data();
    InputStream content =
        data == null
            ? directory(layout(reference), access).open(descriptor)
            : new ByteArrayInputStream(data);
    return new BoundedStream(content, descriptor.size(), access.traffic());
  }

  private LayoutIndex index(LayoutReference layout, Access access)
      throws ImageUnavailableException {
    byte[] bytes = directory(layout, access).index(maxDocumentBytes);
    access.traffic().received(bytes.length);
    return LayoutIndex.read(bytes, layout.original());
  }

  private static LayoutDirectory directory(LayoutReference layout, Access access)
      throws ImageUnavailableException {
    access.deadline().check(layout.original());
    return LayoutDirectory.open(layout);
  }

  private static LayoutReference layout(ImageReference reference) {
    if (reference instanceof LayoutReference layout) {
      return layout;
    }
    throw new IllegalArgumentException("not a layout reference: " + reference.original());
  }

  private static String what(ImageReference reference, Digest digest) {
    return reference.original() + ": " + digest;
  }
}
