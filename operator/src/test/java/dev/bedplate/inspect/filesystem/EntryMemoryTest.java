package dev.bedplate.inspect.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What entries are said to need is what they need. */
class EntryMemoryTest {
  private static final int FILES = 600_000;
  private static final int LAYERS = 10;

  @Test
  void filesNeedTheLengthOfTheirNamesAndTwentyBytes() {
    long names = 0;
    long empty = used();
    List<LayerFiles> layers = new ArrayList<>();
    for (int layer = 0; layer < LAYERS; layer++) {
      var entries = new EntryTable.Builder();
      for (int i = 0; i < FILES / LAYERS; i++) {
        String name = "module_of_" + i + ".py";
        names += name.length();
        entries.add(
            EntryType.File,
            "usr/lib/python3/site-packages/part" + layer + "/" + i / 20 + "/" + name,
            100 + i,
            0644,
            null);
      }
      layers.add(new LayerFiles(entries.build(), Map.of(), LayerFiles.ALL_READ));
    }
    FileSystem files = FileSystem.squash(layers);
    long needed = used() - empty;

    long said = layers.stream().mapToLong(layer -> layer.entries().memory()).sum();
    assertThat(files.visibleBytes()).isPositive();
    assertThat(needed).isLessThan(said * 13 / 10);
    assertThat(said).isLessThan(names + 20L * FILES + 40L * FILES / 20);
  }

  /**
   * Bytes of heap in use, with what large arrays leave of their regions; as little as several looks
   * show.
   */
  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      Runtime process = Runtime.getRuntime();
      least = Math.min(least, process.totalMemory() - process.freeMemory());
    }
    return least;
  }
}
