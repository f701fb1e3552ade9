package dev.bedplate.inspect.layer;

import dev.bedplate.image.Digest;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.filesystem.LayerFiles;
import dev.bedplate.inspect.packages.PackageDatabase;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

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
 * @param elves position of the entry to ELF record, for every ELF file
 * @param databases position of the entry to packages, for every file of the form of a database
 * @param scripts position of the entry to the text after {@code #!}, for every script
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
  /** One of what is kept of a file's content, with its place in a map. */
  static final int RECORD_BYTES = 100;

  /** One ELF file, with the name that it has in an image. */
  static final int ELF_BYTES = 400;

  static final int PACKAGE_BYTES = 160;

  public LayerFacts {
    elves = Map.copyOf(elves);
    databases = Map.copyOf(databases);
    scripts = Map.copyOf(scripts);
  }

  /** About how many bytes of heap these facts need. */
  public long weight() {
    return files.entries().weight()
        + weight(files.contents().values(), RECORD_BYTES, text -> text.length)
        + weight(elves.values(), ELF_BYTES, elf -> 0)
        + weight(databases.values(), RECORD_BYTES, LayerFacts::weight)
        + weight(scripts.values(), RECORD_BYTES, script -> 0);
  }

  private static <T> long weight(Collection<T> values, int each, ToLongFunction<T> further) {
    return (long) each * values.size() + values.stream().mapToLong(further).sum();
  }

  private static long weight(PackageDatabase database) {
    return database.packages() == null ? 0 : (long) PACKAGE_BYTES * database.packages().size();
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
