package dev.bedplate.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bedplate.image.Digest;
import dev.bedplate.inspect.base.BaseCandidate;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsCacheTest {
  @Test
  void memory_finds_what_an_image_may_be_built_on() {
    findsTheMostLayersBelow(new MemoryCache(1 << 20));
  }

  @Test
  void files_find_what_an_image_may_be_built_on(@TempDir Path directory) {
    try (var cache = new DirectoryCache(directory, 1 << 20)) {
      findsTheMostLayersBelow(cache);
    }
    try (var again = new DirectoryCache(directory, 1 << 20)) {
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

  private static BaseCandidate image(String name, int... layers) {
    return new BaseCandidate(name, null, layers(layers));
  }

  private static List<Digest> layers(int... layers) {
    return IntStream.of(layers)
        .mapToObj(layer -> new Digest("sha256", String.valueOf(layer).repeat(64)))
        .toList();
  }
}
