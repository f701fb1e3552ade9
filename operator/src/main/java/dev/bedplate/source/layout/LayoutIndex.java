package dev.bedplate.source.layout;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Attachments;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.Document;
import dev.bedplate.source.Documents;
import dev.bedplate.source.ImageIndex;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.Verification;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The {@code index.json} of an OCI image layout, from which one image is chosen by name. */
public final class LayoutIndex {
  private static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final String IMAGE_NAME = "io.containerd.image.name";
  private static final int NAMES_SHOWN = 20;

  /** So many documents are looked into; with more of them, the image must be named. */
  private static final int MOST_LOOKED_INTO = 256;

  private final String where;
  private final ImageIndex index;

  /** What the layout holds, for a look into entries that the index says too little about. */
  @FunctionalInterface
  public interface Contents {
    /** The document; empty when the layout lacks it. */
    Optional<Document> document(Digest digest) throws ImageUnavailableException;
  }

  private LayoutIndex(String where, ImageIndex index) {
    this.where = where;
    this.index = index;
  }

  /** Reads the bytes of {@code index.json}; {@code where} names the layout in messages. */
  public static LayoutIndex read(byte[] bytes, String where) throws ImageUnavailableException {
    try {
      Digest digest = Verification.digest("sha256", bytes);
      return new LayoutIndex(where, Documents.read(bytes, digest, "").index());
    } catch (ImageUnavailableException e) {
      throw new ImageUnavailableException(e.reason(), where + ": index.json: " + e.getMessage(), e);
    }
  }

  /** The document itself, for a layout whose index is the image's own index. */
  public ImageIndex document() {
    return index;
  }

  /**
   * The digest of the image called {@code name}, or of the only image when that is null: what is
   * stored beside an image does not count. Unnamed images that differ by platform are one, and its
   * index is the layout's.
   */
  public Digest select(@Nullable String name, Contents contents) throws ImageUnavailableException {
    List<Descriptor> found = images(name == null ? index.manifests() : named(name), contents);
    Set<Digest> digests = digests(found);
    if (digests.size() == 1) {
      return digests.iterator().next();
    }
    if (digests.isEmpty()) {
      throw failure(
          UndecidedReason.ImageNotFound,
          name == null
              ? "holds no image"
              : "has no image named " + name + "; " + names(index.manifests()));
    }
    if (name != null) {
      throw failure(
          UndecidedReason.InvalidImage,
          "gives the name "
              + name
              + " to several images, of which @DIGEST chooses one: "
              + digests);
    }
    if (found.stream().allMatch(entry -> entry.platform() != null && name(entry) == null)) {
      return index.digest();
    }
    throw failure(
        UndecidedReason.ImageNotFound,
        "holds "
            + digests.size()
            + " images and the reference names none of them, which :NAME or @DIGEST does; "
            + names(found));
  }

  /** The digest itself when it is that of the index or of a document in the layout. */
  public Digest select(Digest digest, Contents contents) throws ImageUnavailableException {
    if (digest.equals(index.digest()) || contents.document(digest).isPresent()) {
      return digest;
    }
    throw failure(
        UndecidedReason.ImageNotFound, "has no image " + digest + "; " + names(index.manifests()));
  }

  /** Those of several entries that are images, or all of them when none is. */
  private static List<Descriptor> images(List<Descriptor> found, Contents contents) {
    if (digests(found).size() < 2) {
      return found;
    }
    List<Descriptor> images = new ArrayList<>();
    int looks = 0;
    for (Descriptor entry : found) {
      if (!Attachments.isAttachment(entry)
          && (looks++ >= MOST_LOOKED_INTO || !isAttachment(entry, contents))) {
        images.add(entry);
      }
    }
    return images.isEmpty() ? found : images;
  }

  /** What cannot be read may be the image that is meant. */
  private static boolean isAttachment(Descriptor entry, Contents contents) {
    try {
      return contents.document(entry.digest()).filter(Attachments::isAttachment).isPresent();
    } catch (ImageUnavailableException e) {
      return false;
    }
  }

  private static Set<Digest> digests(List<Descriptor> found) {
    Set<Digest> digests = new LinkedHashSet<>();
    found.forEach(entry -> digests.add(entry.digest()));
    return digests;
  }

  private List<Descriptor> named(String name) {
    List<Descriptor> exact = matching(refName -> refName.equals(name));
    if (!exact.isEmpty()) {
      return exact;
    }
    List<Descriptor> same = matching(refName -> sameImage(refName, name));
    return same.isEmpty() ? matching(refName -> refName.endsWith(":" + name)) : same;
  }

  private static boolean sameImage(String left, String right) {
    return left.contains(":")
        && ReferenceParser.parse(left) instanceof RegistryReference one
        && ReferenceParser.parse(right) instanceof RegistryReference other
        && one.canonical().equals(other.canonical());
  }

  private List<Descriptor> matching(Predicate<String> wanted) {
    return index.manifests().stream()
        .filter(entry -> allNames(entry).stream().anyMatch(wanted))
        .toList();
  }

  private static List<String> allNames(Descriptor entry) {
    List<String> names = new ArrayList<>();
    for (String key : List.of(IMAGE_NAME, REF_NAME)) {
      String name = entry.annotations().get(key);
      if (name != null && !name.isBlank()) {
        names.add(name);
      }
    }
    return names;
  }

  private static @Nullable String name(Descriptor entry) {
    List<String> names = allNames(entry);
    return names.isEmpty() ? null : names.getFirst();
  }

  private static String names(List<Descriptor> found) {
    Set<String> names = new LinkedHashSet<>();
    for (Descriptor entry : found) {
      String name = name(entry);
      names.add(name == null ? entry.digest() + " (unnamed)" : name);
    }
    String shown = String.join(", ", names.stream().limit(NAMES_SHOWN).toList());
    int more = names.size() - NAMES_SHOWN;
    return "present: "
        + (names.isEmpty() ? "nothing" : shown)
        + (more > 0 ? " and " + more + " more" : "");
  }

  private ImageUnavailableException failure(UndecidedReason reason, String problem) {
    return new ImageUnavailableException(reason, where + ": " + problem);
  }
}
