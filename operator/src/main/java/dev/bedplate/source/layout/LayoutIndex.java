package dev.bedplate.source.layout;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Descriptor;
import dev.bedplate.source.Documents;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.RawDocument;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.Verification;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The {@code index.json} of an OCI image layout, from which one image is chosen by name. */
public final class LayoutIndex {
  private static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final String IMAGE_NAME = "io.containerd.image.name";
  private static final int NAMES_SHOWN = 20;
  private final String where;
  private final RawDocument document;
  private final List<Descriptor> entries;

  private LayoutIndex(String where, RawDocument document, List<Descriptor> entries) {
    this.where = where;
    this.document = document;
    this.entries = entries;
  }

  /** Reads the bytes of {@code index.json}; {@code where} names the layout in messages. */
  public static LayoutIndex read(byte[] bytes, String where) throws ImageUnavailableException {
    String what = where + ": index.json";
    RawDocument document =
        new RawDocument(
            Documents.mediaType(bytes, what), Verification.digest("sha256", bytes), bytes);
    if (!Documents.isIndex(document)) {
      throw new ImageUnavailableException(
          UndecidedReason.InvalidImage, what + " is an image manifest instead of an index");
    }
    // Every entry takes bytes, which are bounded already.
    List<Descriptor> entries = Documents.index(document, Integer.MAX_VALUE).manifests();
    return new LayoutIndex(where, document, entries);
  }

  /** The document itself, for a layout whose index is the image's own index. */
  public RawDocument document() {
    return document;
  }

  /**
   * The digest of the image called {@code name}, or of the only image when that is null. Unnamed
   * entries that differ by platform are one image, and its index is the layout's.
   */
  public Digest select(@Nullable String name) throws ImageUnavailableException {
    List<Descriptor> found = name == null ? entries : named(name);
    Set<Digest> digests = new LinkedHashSet<>();
    found.forEach(entry -> digests.add(entry.digest()));
    if (digests.size() == 1) {
      return digests.iterator().next();
    }
    if (digests.isEmpty()) {
      throw failure(
          UndecidedReason.ImageNotFound,
          name == null ? "holds no image" : "has no image named " + name + "; " + names());
    }
    if (name != null) {
      throw failure(
          UndecidedReason.InvalidImage,
          "gives the name " + name + " to several images: " + digests);
    }
    if (entries.stream().allMatch(entry -> entry.platform() != null && name(entry) == null)) {
      return document.digest();
    }
    throw failure(
        UndecidedReason.ImageNotFound,
        "holds " + digests.size() + " images and the reference names none of them; " + names());
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
    return entries.stream().filter(entry -> allNames(entry).stream().anyMatch(wanted)).toList();
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

  private String names() {
    Set<String> names = new LinkedHashSet<>();
    for (Descriptor entry : entries) {
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
