package dev.bedplate.inspect.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Compares the view with that of {@link NaiveFileSystem} on random stacks of layers with every kind
 * of entry in any order: links in the way of entries, loops, whiteouts through links, hard links
 * backward and forward and across layers, and names that change what they are.
 */
class NaiveComparisonTest {
  private static final String[] NAMES = {"a", "b", "c", "d"};
  private static final String[] LONG = {"a", "b", "n".repeat(130), "ä", "n".repeat(129) + "ä"};
  private static final int[] MODES = {0644, 0755, 04755, 0123};

  @Test
  void theViewIsThatOfTheNaiveModel() {
    for (int seed = 0; seed < 6_000; seed++) {
      var random = new Random(seed);
      String[] names = random.nextInt(10) == 0 ? LONG : NAMES;
      List<LayerFiles> layers = new ArrayList<>();
      int count = 1 + random.nextInt(5);
      for (int layer = 0; layer < count; layer++) {
        layers.add(layer(random, names, 1 + random.nextInt(random.nextInt(20) == 0 ? 60 : 12)));
      }
      compare(layers, random, names, "seed " + seed);
    }
  }

  @Test
  void largeLayersHaveManyPagesAndTheTableGrows() {
    var random = new Random(5);
    List<LayerFiles> layers = new ArrayList<>();
    String[] names = new String[400];
    for (int i = 0; i < names.length; i++) {
      names[i] = "name-" + "x".repeat(i % 90) + i;
    }
    for (int layer = 0; layer < 4; layer++) {
      layers.add(layer(random, names, 6_000));
    }
    assertThat(layers.getFirst().entries().pages()).hasSizeGreaterThan(2);
    compare(layers, random, names, "large layers");
  }

  private static void compare(
      List<LayerFiles> layers, Random random, String[] names, String description) {
    FileSystem files = FileSystem.squash(layers);
    NaiveFileSystem naive = NaiveFileSystem.squash(layers);
    assertThat(listing(files)).as(() -> told(description, layers)).isEqualTo(naive.listing());
    assertThat(files.visibleBytes())
        .as(() -> told(description, layers))
        .isEqualTo(naive.visibleBytes());
    for (int i = 0; i < 4; i++) {
      String path = path(random, names) + (random.nextBoolean() ? "" : "/../" + names[0]);
      assertThat(files.resolve(path).map(FileNode::path).orElse(null))
          .as("%s, %s", description, path)
          .isEqualTo(naive.resolve(path));
    }
  }

  private static String told(String description, List<LayerFiles> layers) {
    var text = new StringBuilder(description);
    for (LayerFiles layer : layers) {
      text.append("\nlayer");
      layer
          .entries()
          .forEach(
              (position, type, path, size, mode, target) ->
                  text.append("\n  %s %s -> %s".formatted(type, path, target)));
    }
    return text.toString();
  }

  private static LayerFiles layer(Random random, String[] names, int count) {
    var entries = new EntryTable.Builder();
    for (int i = 0; i < count; i++) {
      String path = path(random, names);
      int mode = MODES[random.nextInt(MODES.length)];
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> entries.add(EntryType.Directory, path, 0, mode, null);
        case 3, 4 -> entries.add(EntryType.Symlink, path, 0, 0777, target(random, names));
        case 5, 6 -> entries.add(EntryType.HardLink, path, 0, mode, path(random, names));
        case 7 -> entries.add(EntryType.Whiteout, path, 0, 0, null);
        case 8 -> entries.add(EntryType.Opaque, random.nextInt(9) == 0 ? "" : path, 0, 0, null);
        case 9 -> entries.add(EntryType.Special, path, 0, mode, null);
        default -> entries.add(EntryType.File, path, random.nextLong(1L << 40), mode, null);
      }
    }
    return new LayerFiles(entries.build(), Map.of(), LayerFiles.ALL_READ);
  }

  private static String path(Random random, String[] names) {
    var path = new StringBuilder(names[random.nextInt(names.length)]);
    for (int depth = random.nextInt(4); depth > 0; depth--) {
      path.append('/').append(names[random.nextInt(names.length)]);
    }
    return path.toString();
  }

  private static String target(Random random, String[] names) {
    return switch (random.nextInt(6)) {
      case 0 -> "/" + path(random, names);
      case 1 -> "../" + path(random, names);
      case 2 -> path(random, names) + "/..";
      case 3 -> "./" + path(random, names) + "//";
      case 4 -> random.nextBoolean() ? "" : "/";
      default -> path(random, names);
    };
  }

  private static List<String> listing(FileSystem files) {
    List<String> lines = new ArrayList<>();
    list(files, "", lines);
    return lines;
  }

  private static void list(FileSystem files, String directory, List<String> lines) {
    for (FileNode node : files.children(directory)) {
      lines.add(
          NaiveFileSystem.line(
              node.path(), node.type(), node.size(), node.mode(), node.layer(), node.linkTarget()));
      if (node.type() == EntryType.Directory) {
        list(files, node.path(), lines);
      }
    }
  }
}
