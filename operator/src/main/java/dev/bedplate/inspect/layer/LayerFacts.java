package dev.bedplate.inspect.layer;

import dev.bedplate.image.Digest;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.filesystem.LayerFiles;
import dev.bedplate.inspect.packages.PackageDatabase;
import java.util.List;
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
 * @param elves path to ELF record, for every ELF file
 * @param databases path to packages, for every package database file
 * @param scripts path to the text after {@code #!} of the first line, for every script
 * @param notes what could not be read, for people
 */
public record LayerFacts(
    Digest digest,
    Digest diffId,
    long compressed,
    LayerFormat format,
    long tarBytes,
    long unpacked,
    LayerFiles files,
    Map<String, ElfFile> elves,
    Map<String, PackageDatabase> databases,
    Map<String, String> scripts,
    List<String> notes) {
  public LayerFacts {
    elves = Map.copyOf(elves);
    databases = Map.copyOf(databases);
    scripts = Map.copyOf(scripts);
    notes = List.copyOf(notes);
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
