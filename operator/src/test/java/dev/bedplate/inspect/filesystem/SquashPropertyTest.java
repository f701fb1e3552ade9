package dev.bedplate.inspect.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Compares the tree with a plain map from path to content on random stacks of layers. */
class SquashPropertyTest {
  private static final String[] NAMES = {"a", "b", "c"};

  /** A map-of-paths interpreter of stacks without symbolic links; a directory has no content. */
  private static final class Model {
    private static final String DIRECTORY = "(directory)";
    private final Map<String, String> paths = new TreeMap<>();

    void apply(List<String> lines) {
      Map<String, String> lower = new TreeMap<>(paths);
      for (String line : lines) {
        String[] words = line.split(" ", 3);
        boolean whiteout = words[0].equals("w") && !isRemade(words[1], lines);
        lower
            .keySet()
            .removeIf(
                path ->
                    (whiteout && (path + "/").startsWith(words[1] + "/"))
                        || (words[0].equals("o") && path.startsWith(words[1] + "/")));
      }
      paths.clear();
      paths.putAll(lower);
      for (String line : lines) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
          case "f" -> file(words[1], words[2]);
          case "h" -> {
            String content = paths.get(words[2]);
            if (content != null && !content.equals(DIRECTORY)) {
              file(words[1], content);
            }
          }
          case "d" -> directory(words[1]);
          case "o" -> directory(words[1]);
          default -> {
            if (words[1].contains("/")) {
              directory(words[1].substring(0, words[1].lastIndexOf('/')));
            }
          }
        }
      }
    }

    /** Whether a directory takes the place of every whiteout of its name. */
    private boolean isRemade(String path, List<String> lines) {
      return DIRECTORY.equals(paths.get(path))
          && lines.lastIndexOf("d " + path) > lines.lastIndexOf("w " + path);
    }

    private void file(String path, String content) {
      int slash = path.lastIndexOf('/');
      if (slash > 0) {
        directory(path.substring(0, slash));
      }
      paths.keySet().removeIf(other -> other.startsWith(path + "/"));
      paths.put(path, content);
    }

    private void directory(String path) {
      for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
        paths.put(path.substring(0, end), DIRECTORY);
      }
      paths.put(path, DIRECTORY);
    }
  }

  @Test
  void theTreeAgreesWithAMapOfPaths() {
    for (int seed = 0; seed < 3000; seed++) {
      var random = new Random(seed);
      var model = new Model();
      List<LayerFiles> layers = new ArrayList<>();
      List<List<String>> stack = new ArrayList<>();
      for (int layer = 0; layer <= random.nextInt(4); layer++) {
        List<String> lines = lines(random);
        stack.add(lines);
        layers.add(LayerText.layer(lines.toArray(String[]::new)));
        model.apply(lines);
      }
      assertThat(listing(FileSystem.squash(layers)))
          .as("seed %d: %s", seed, stack)
          .isEqualTo(model.paths);
    }
  }

  private static List<String> lines(Random random) {
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(9); i >= 0; i--) {
      String path = path(random);
      lines.add(
          switch (random.nextInt(6)) {
            case 0 -> "d " + path;
            case 1 -> "w " + path;
            case 2 -> "o " + path;
            default -> "f " + path + " " + random.nextInt(100_000);
          });
    }
    // Links stand last: the content of a file that a later duplicate replaces is not kept.
    for (String line : List.copyOf(lines)) {
      if (line.startsWith("f ") && random.nextBoolean()) {
        lines.add("h links/" + random.nextInt() + " " + line.split(" ", 3)[1]);
      }
    }
    return lines;
  }

  private static String path(Random random) {
    var path = new StringBuilder(NAMES[random.nextInt(NAMES.length)]);
    for (int depth = random.nextInt(3); depth > 0; depth--) {
      path.append('/').append(NAMES[random.nextInt(NAMES.length)]);
    }
    return path.toString();
  }

  private static Map<String, String> listing(FileSystem files) {
    Map<String, String> listing = new TreeMap<>();
    List<FileNode> todo = new ArrayList<>(files.children(""));
    while (!todo.isEmpty()) {
      FileNode node = todo.removeLast();
      if (node.type() == EntryType.Directory) {
        listing.put(node.path(), Model.DIRECTORY);
        todo.addAll(files.children(node.path()));
      } else {
        listing.put(
            node.path(), new String(files.read(node.path()).orElseThrow(), StandardCharsets.UTF_8));
      }
    }
    return listing;
  }
}
