package dev.bedplate.source.archive;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageReference.RegistryReference;
import dev.bedplate.image.UndecidedReason;
import dev.bedplate.source.Access;
import dev.bedplate.source.Document;
import dev.bedplate.source.Documents;
import dev.bedplate.source.ImageUnavailableException;
import dev.bedplate.source.ReferenceParser;
import dev.bedplate.source.SavedImage;
import dev.bedplate.source.Verification;
import dev.bedplate.source.archive.TarTable.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The images of an old archive, which has a {@code manifest.json} but no manifests. An OCI manifest
 * is made up for the chosen image, always the same for the same archive: its digest is what the
 * image is reported under, since the one it had in a registry is not in the archive. A plain layer
 * goes by the diffID that the configuration gives, so that nothing is hashed twice: the reader of
 * the layer proves it.
 */
final class SavedImages {
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
  private final Archive archive;
  private final int limit;
  private final Access access;

  /** One image with its manifest and where its blobs stand. */
  record Chosen(Document manifest, Map<Digest, Place> blobs) {
    Chosen {
      blobs = Map.copyOf(blobs);
    }
  }

  SavedImages(Archive archive, int limit, Access access) {
    this.archive = archive;
    this.limit = limit;
    this.access = access;
  }

  Chosen choose(@Nullable String name) throws ImageUnavailableException {
    String what = archive.file().name() + ": manifest.json";
    Place place =
        archive
            .table()
            .find("manifest.json")
            .orElseThrow(
                () ->
                    failure(
                        UndecidedReason.InvalidImage,
                        "not a Docker archive: it has neither index.json nor manifest.json"));
    byte[] list = archive.read(place, limit, "manifest.json", access.deadline());
    return manifest(select(Documents.savedImages(list, what), name));
  }

  private SavedImage select(List<SavedImage> images, @Nullable String name)
      throws ImageUnavailableException {
    List<SavedImage> found =
        name == null
            ? images
            : images.stream()
                .filter(image -> image.repoTags().stream().anyMatch(tag -> same(tag, name)))
                .toList();
    List<SavedImage> distinct = found.stream().distinct().toList();
    if (distinct.size() == 1) {
      return distinct.getFirst();
    }
    String tags = String.join(", ", images.stream().flatMap(i -> i.repoTags().stream()).toList());
    throw failure(
        UndecidedReason.ImageNotFound,
        (distinct.isEmpty()
                ? "has no image" + (name == null ? "" : " named " + name)
                : "has " + distinct.size() + " images that the reference could mean")
            + "; present: "
            + (tags.isEmpty() ? "nothing with a name" : tags));
  }

  private static boolean same(String tag, String name) {
    return tag.equals(name)
        || (ReferenceParser.parse(tag) instanceof RegistryReference one
            && ReferenceParser.parse(name) instanceof RegistryReference other
            && one.canonical().equals(other.canonical()));
  }

  private Chosen manifest(SavedImage image) throws ImageUnavailableException {
    Map<Digest, Place> blobs = new HashMap<>();
    Place configPlace = archive.existing(image.config());
    byte[] config = archive.read(configPlace, limit, image.config(), access.deadline());
    Digest configDigest = Verification.digest("sha256", config);
    blobs.put(configDigest, configPlace);
    List<Digest> diffIds = Documents.config(config).diffIds();
    if (diffIds.size() != image.layers().size()) {
      throw failure(
          UndecidedReason.InvalidImage,
          "%s lists %d diff_ids for %d layers"
              .formatted(image.config(), diffIds.size(), image.layers().size()));
    }
    List<String> layers = new ArrayList<>();
    for (int i = 0; i < diffIds.size(); i++) {
      Place place = archive.existing(image.layers().get(i));
      String suffix = suffix(place);
      Digest digest = suffix.isEmpty() ? diffIds.get(i) : hash(place);
      blobs.put(digest, place);
      layers.add(descriptor(LAYER + suffix, digest, place.size()));
    }
    String text =
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
            + "\"config\":"
            + descriptor("application/vnd.oci.image.config.v1+json", configDigest, config.length)
            + ",\"layers\":["
            + String.join(",", layers)
            + "]}";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Chosen(Documents.read(bytes, Verification.digest("sha256", bytes), ""), blobs);
  }

  private static String descriptor(String mediaType, Digest digest, long size) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(mediaType, digest, size);
  }

  private String suffix(Place place) throws ImageUnavailableException {
    try (InputStream in = archive.open(place, access.deadline())) {
      String magic = HexFormat.of().formatHex(in.readNBytes(4));
      return magic.startsWith("1f8b") ? "+gzip" : magic.equals("28b52ffd") ? "+zstd" : "";
    } catch (IOException e) {
      throw archive.file().unreadable(e);
    }
  }

  private Digest hash(Place place) throws ImageUnavailableException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = archive.open(place, access.deadline())) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (long left = place.size(); left > 0; ) {
        access.deadline().check(archive.file().name());
        int count = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
        if (count == 0) {
          throw new java.io.EOFException("a layer is cut off");
        }
        sha256.update(buffer, 0, count);
        left -= count;
      }
      return new Digest("sha256", HexFormat.of().formatHex(sha256.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    } catch (IOException e) {
      throw archive.file().unreadable(e);
    }
  }

  private ImageUnavailableException failure(UndecidedReason reason, String problem) {
    return new ImageUnavailableException(reason, archive.file().name() + ": " + problem);
  }
}
