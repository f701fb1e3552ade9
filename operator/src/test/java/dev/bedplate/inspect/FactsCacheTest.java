package dev.bedplate.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bedplate.image.Digest;
import dev.bedplate.image.Platform;
import dev.bedplate.inspect.base.BaseCandidate;
import dev.bedplate.inspect.filesystem.EntryTable;
import dev.bedplate.inspect.filesystem.LayerFiles;
import dev.bedplate.inspect.layer.LayerFacts;
import dev.bedplate.inspect.layer.LayerFormat;
import dev.bedplate.inspect.layer.LayerReader;
import dev.bedplate.inventory.StoredFixture;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FactsCacheTest {
  private static final int LARGE = 1 << 20;
  private static final Platform AMD64 = new Platform("linux", "amd64", null);
  private static final Platform ARM64 = new Platform("linux", "arm64", null);
  @TempDir Path directory;

  @Test
  void memory_finds_what_an_image_may_be_built_on() {
    findsTheMostLayersBelow(new MemoryCache(LARGE));
  }

  @Test
  void files_find_what_an_image_may_be_built_on() {
    try (var cache = files()) {
      findsTheMostLayersBelow(cache);
    }
    try (var again = files()) {
      assertThat(again.below(layers(1, 2, 3))).contains(image("two", 1, 2));
    }
  }

  private static void findsTheMostLayersBelow(FactsCache cache) {
    cache.putBelow(image("one", 1));
    cache.putBelow(image("two", 1, 2));
    cache.putBelow(image("other", 7, 2));

    assertThat(cache.below(layers(1, 2, 3, 4))).contains(image("two", 1, 2));
    assertThat(cache.below(layers(1, 3))).contains(image("one", 1));
    assertThat(cache.below(layers(1, 2))).as("not the image itself").contains(image("one", 1));
    assertThat(cache.below(layers(2, 1, 3))).isEmpty();
    assertThat(cache.below(layers(1))).isEmpty();
    assertThat(cache.below(List.of())).isEmpty();
  }

  @Test
  void memory_knows_what_it_was_told_last() {
    var cache = new MemoryCache(LARGE);
    expectNothing(cache);
    remember(cache, ARM64, 8, "old");
    expect(cache, ARM64, 8, "old");
    remember(cache, AMD64, 9, "new");
    expect(cache, AMD64, 9, "new");
  }

  @Test
  void files_know_what_they_were_told_last() {
    try (var cache = files()) {
      expectNothing(cache);
      remember(cache, ARM64, 8, "old");
      expect(cache, ARM64, 8, "old");
    }
    try (var again = files()) {
      expect(again, ARM64, 8, "old");
      remember(again, AMD64, 9, "new");
    }
    try (var cache = files()) {
      expect(cache, AMD64, 9, "new");
    }
  }

  /** Facts under digest 1, that differ by a platform, a number and a text. */
  private static void remember(FactsCache cache, Platform platform, int number, String text) {
    cache.putImage(digest(1), known(platform));
    cache.putChoice(digest(1), AMD64, new Choice(List.of(digest(number), digest(5)), true));
    cache.putChoice(digest(1), ARM64, new Choice(List.of(digest(number + 10)), false));
    cache.putLayer(digest(1), layer(text, 1));
    cache.putBelow(new BaseCandidate(text, digest(number), List.of(digest(1))));
  }

  private static void expect(FactsCache cache, Platform platform, int number, String text) {
    assertThat(cache.image(digest(1))).contains(known(platform));
    assertThat(cache.choice(digest(1), AMD64))
        .contains(new Choice(List.of(digest(number), digest(5)), true));
    assertThat(cache.choice(digest(1), ARM64))
        .contains(new Choice(List.of(digest(number + 10)), false));
    assertThat(cache.layer(digest(1)).map(LayerFacts::scripts)).contains(Map.of(1, text));
    assertThat(cache.below(List.of(digest(1), digest(2))))
        .contains(new BaseCandidate(text, digest(number), List.of(digest(1))));
    assertThat(cache.image(digest(2))).isEmpty();
    assertThat(cache.choice(digest(2), AMD64)).isEmpty();
    assertThat(cache.layer(digest(2))).isEmpty();
  }

  private static void expectNothing(FactsCache cache) {
    assertThat(cache.image(digest(1))).isEmpty();
    assertThat(cache.choice(digest(1), AMD64)).isEmpty();
    assertThat(cache.layer(digest(1))).isEmpty();
    assertThat(cache.below(List.of(digest(1), digest(2)))).isEmpty();
  }

  /** What a cache holds, with the room for about ten of them. */
  enum Kind {
    IMAGE(60_000) {
      @Override
      void put(FactsCache cache, Digest digest) {
        cache.putImage(digest, known(AMD64));
      }

      @Override
      boolean knows(FactsCache cache, Digest digest) {
        return cache.image(digest).isPresent();
      }
    },
    MANIFEST(2_600) {
      @Override
      void put(FactsCache cache, Digest digest) {
        cache.putChoice(digest, AMD64, new Choice(List.of(digest), true));
      }

      @Override
      boolean knows(FactsCache cache, Digest digest) {
        return cache.choice(digest, AMD64).isPresent();
      }
    },
    LAYER(1_100_000) {
      @Override
      void put(FactsCache cache, Digest digest) {
        cache.putLayer(digest, layer("large", 100_000));
      }

      @Override
      boolean knows(FactsCache cache, Digest digest) {
        return cache.layer(digest).isPresent();
      }
    },
    BELOW(4_000) {
      @Override
      void put(FactsCache cache, Digest digest) {
        cache.putBelow(new BaseCandidate("base", null, List.of(digest)));
      }

      @Override
      boolean knows(FactsCache cache, Digest digest) {
        return cache.below(List.of(digest, digest)).isPresent();
      }
    };

    private final int room;

    Kind(int room) {
      this.room = room;
    }

    abstract void put(FactsCache cache, Digest digest);

    abstract boolean knows(FactsCache cache, Digest digest);
  }

  @ParameterizedTest
  @EnumSource
  void memory_holds_no_more_than_its_bound(Kind kind) {
    var cache = new MemoryCache(kind.room);
    List<Digest> digests = IntStream.range(0, 100).mapToObj(FactsCacheTest::digest).toList();
    digests.forEach(digest -> kind.put(cache, digest));

    // What is too much goes a moment later, on another thread.
    await()
        .untilAsserted(
            () ->
                assertThat(digests.stream().filter(it -> kind.knows(cache, it)).count())
                    .isBetween(5L, 15L));
  }

  @Test
  void of_files_over_the_bound_the_oldest_go() throws IOException {
    try (var cache = files()) {
      cache.putImage(digest(1), known(AMD64));
    }
    Path oldest = written(file -> true).getFirst();
    Files.setLastModifiedTime(oldest, FileTime.from(Instant.EPOCH));
    long bound = Files.size(oldest) + 10;
    try (var cache = new DirectoryCache(directory, bound)) {
      cache.putImage(digest(2), known(AMD64));
    }
    try (var cache = new DirectoryCache(directory, bound)) {
      assertThat(cache.image(digest(1))).isEmpty();
      assertThat(cache.image(digest(2))).isPresent();
    }
  }

  @Test
  void who_wrote_nothing_removes_nothing() {
    try (var cache = files()) {
      cache.putImage(digest(1), known(AMD64));
    }
    try (var cache = new DirectoryCache(directory, 0)) {
      assertThat(cache.image(digest(1))).isPresent();
    }
    try (var cache = files()) {
      assertThat(cache.image(digest(1))).isPresent();
    }
  }

  @Test
  void what_is_written_is_not_kept_in_memory_too() throws IOException {
    try (var cache = files()) {
      cache.putImage(digest(1), known(AMD64));
      // A walk that meets a temporary file at its end does not find it any more.
      await()
          .ignoreExceptionsInstanceOf(UncheckedIOException.class)
          .until(() -> !written(file -> !file.toString().endsWith(".tmp")).isEmpty());
      Files.delete(written(file -> true).getFirst());
      await().untilAsserted(() -> assertThat(cache.image(digest(1))).isEmpty());
    }
  }

  @Test
  void what_another_analyzer_found_is_not_looked_at() throws IOException {
    try (var cache = files()) {
      cache.putImage(digest(1), known(AMD64));
    }
    Path own = directory.resolve("v" + LayerReader.ANALYZER_VERSION);
    Files.move(own, directory.resolve("v" + (LayerReader.ANALYZER_VERSION - 1)));
    try (var cache = files()) {
      assertThat(cache.image(digest(1))).isEmpty();
    }
  }

  @Test
  void a_file_that_means_nothing_is_none() throws IOException {
    try (var cache = files()) {
      cache.putChoice(digest(1), AMD64, new Choice(List.of(digest(2)), true));
    }
    // Text as DataInput reads it: two bytes of length, and no digest.
    Files.write(written(file -> true).getFirst(), checked(new byte[] {0, 1, 'x'}));
    try (var cache = files()) {
      assertThat(cache.choice(digest(1), AMD64)).isEmpty();
    }
  }

  @Test
  void a_file_that_is_too_large_is_neither_written_nor_read() throws IOException {
    var files = new CacheFiles(directory, Long.MAX_VALUE);
    byte[] most = new byte[64 * 1024 * 1024 - 12];
    files.write("layers", "most", out -> out.write(most));
    assertThat(files.read("layers", "most", DataInputStream::readAllBytes)).contains(most);

    byte[] more = new byte[most.length + 1];
    files.write("layers", "more", out -> out.write(more));
    assertThat(written(file -> file.endsWith("more"))).isEmpty();
    Files.write(directory.resolve("layers/more"), checked(more));
    assertThat(files.read("layers", "more", DataInputStream::readAllBytes)).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_put_in_its_place_leaves_nothing_behind() throws IOException {
    Path inTheWay = directory.resolve("layers/name/in-the-way");
    Files.createDirectories(inTheWay);
    new CacheFiles(directory, Long.MAX_VALUE).write("layers", "name", out -> out.write(1));

    assertThat(inTheWay).exists();
    assertThat(written(file -> true)).isEmpty();
  }

  private DirectoryCache files() {
    return new DirectoryCache(directory, LARGE);
  }

  private List<Path> written(Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).filter(wanted).toList();
    }
  }

  /** A file's bytes with what proves them. */
  private static byte[] checked(byte[] content) {
    var checksum = new CRC32C();
    checksum.update(content);
    return ByteBuffer.allocate(12 + content.length)
        .putLong(checksum.getValue())
        .putInt(content.length)
        .put(content)
        .array();
  }

  private static KnownImage known(Platform platform) {
    return new KnownImage(platform, StoredFixture.entry(List.of()).image().facts());
  }

  private static LayerFacts layer(String script, int bytes) {
    return new LayerFacts(
        digest(1),
        digest(1),
        1,
        LayerFormat.Tar,
        1,
        1,
        new LayerFiles(new EntryTable.Builder().build(), Map.of(0, new byte[bytes]), 1),
        Map.of(),
        Map.of(),
        Map.of(1, script));
  }

  private static Digest digest(int number) {
    return new Digest("sha256", "%064x".formatted(number));
  }

  private static BaseCandidate image(String name, int... layers) {
    return new BaseCandidate(name, null, layers(layers));
  }

  private static List<Digest> layers(int... layers) {
    return IntStream.of(layers).mapToObj(FactsCacheTest::digest).toList();
  }
}
