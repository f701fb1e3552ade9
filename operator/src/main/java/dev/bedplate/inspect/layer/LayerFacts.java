package dev.bedplate.inspect.layer;

import dev.bedplate.image.Digest;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.filesystem.LayerFiles;
import dev.bedplate.inspect.packages.PackageDatabase;
import java.util.Map;
import java.util.Optional;

/**
 * Everything worth knowing about one layer, independent of the image it is in. Paths are normalised
 * as in {@link LayerFiles}.
 *
 * @param digest of the layer as stored
 * @param diffId of its uncompressed tar, computed from the bytes
 * @param compressed bytes as stored
 * @param format how it is stored, as its bytes show and whatever media type it is given
 * @param tarBytes bytes of the uncompressed tar
 * @param unpacked sum of the sizes of its regular files
 * @param elves number of the entry to ELF record, for every ELF file
 * @param databases number of the entry to packages, for every file of the form of a database
 * @param scripts number of the entry to the text after {@code #!}, for every script
 */
public record LayerFacts(
    Digest digest,
    Digest diffId,
    long compressed,
    LayerFormat format,
    long tarBytes,
    long unpacked,
    LayerFiles files,
    Map<Integer, ElfFile> elves,
    Map<Integer, PackageDatabase> databases,
    Map<Integer, String> scripts) {
  public LayerFacts {
    elves = Map.copyOf(elves);
    databases = Map.copyOf(databases);
    scripts = Map.copyOf(scripts);
  }

  /** What is to be said of an image that gives this layer {@code mediaType}, if anything. */
  public Optional<String> contradiction(String mediaType) {
    LayerFormat promised = LayerFormat.of(mediaType);
    return promised == null || promised == format
        ? Optional.empty()
        : Optional.of(
            "layer %s: its media type '%s' promises %s, its bytes are %s and were read as that"
                .formatted(digest, mediaType, promised, format));
  }
}
