package dev.bedplate.inspect;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Access;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.Document;
import dev.bedplate.source.Documents;
import dev.bedplate.source.ImageSource;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.fixture.BuiltImage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Images in memory by canonical reference, with a record of what was asked of it. */
final class FakeSource implements ImageSource {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private final Map<String, BuiltImage> images = new ConcurrentHashMap<>();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final List<String> calls = new CopyOnWriteArrayList<>();

  FakeSource with(String reference, BuiltImage image) {
    images.put(reference, image);
    return this;
  }

  /** Lets every question about {@code reference} throw. */
  FakeSource broken(String reference) {
    broken.add(reference);
    return this;
  }

  FakeSource without(String reference) {
    images.remove(reference);
    return this;
  }

  /** What was asked so far, such as {@code resolve} and {@code stream}, oldest first. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  void forgetCalls() {
    calls.clear();
  }

  @Override
  public Digest resolve(ImageReference reference, Access access) throws ImageUnavailableException {
    calls.add("resolve");
    return image(reference).digest();
  }

  @Override
  public Document document(ImageReference reference, Digest digest, Access access)
      throws ImageUnavailableException {
    calls.add("document");
    BuiltImage image = image(reference);
    byte[] bytes = image.documents().get(digest);
    if (bytes == null) {
      throw absent(reference);
    }
    String mediaType = digest.equals(image.digest()) ? image.top().mediaType() : MANIFEST;
    return Documents.read(bytes, digest, mediaType);
  }

  @Override
  public byte[] blob(ImageReference reference, Descriptor descriptor, Access access)
      throws ImageUnavailableException {
    calls.add("blob");
    return image(reference).blob(descriptor.digest());
  }

  @Override
  public InputStream stream(ImageReference reference, Descriptor descriptor, Access access)
      throws ImageUnavailableException {
    calls.add("stream");
    return new ByteArrayInputStream(image(reference).blob(descriptor.digest()));
  }

  private BuiltImage image(ImageReference reference) throws ImageUnavailableException {
    String name = reference.canonical();
    if (broken.contains(name)) {
      throw new IllegalStateException(name + " is broken");
    }
    BuiltImage image = images.get(name.contains("@") ? name.substring(0, name.indexOf('@')) : name);
    if (image == null) {
      throw absent(reference);
    }
    return image;
  }

  private static ImageUnavailableException absent(ImageReference reference) {
    return new ImageUnavailableException(
        UndecidedReason.ImageNotFound, reference.original() + ": no such image");
  }
}
