package dev.bedplate.inspect.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the view with that of the kernel: every layer unpacked into a directory of its own, as
 * runtimes do it, and mounted one over the other. Where that is not allowed nothing is compared.
 */
class OverlayTest {
  private static final String[] NAMES = {"a", "b", "c"};
  private static final int STACKS = 40;

  @TempDir private Path work;

  @Test
  void theViewIsThatOfTheKernel() throws Exception {
    List<List<List<String>>> stacks = new ArrayList<>();
    for (int seed = 0; seed < STACKS; seed++) {
      var random = new Random(seed);
      List<List<String>> stack = new ArrayList<>();
      for (int layer = 0; layer < 3; layer++) {
        stack.add(lines(random, layer));
      }
      stacks.add(stack);
      unpack(stack, work.resolve("s" + seed));
    }
    assumeTrue(mount(), "overlays cannot be mounted here");
    for (int seed = 0; seed < STACKS; seed++) {
      List<List<String>> stack = stacks.get(seed);
      var layers = stack.stream().map(it -> LayerText.layer(it.toArray(String[]::new))).toList();
      assertThat(listing(FileSystem.squash(layers)))
          .as("seed %d: %s", seed, stack)
          .isEqualTo(seen(work.resolve("s" + seed + ".txt")));
    }
  }

  /** Entries with those of all their parents, as what exports a layer writes them. */
  private static List<String> lines(Random random, int layer) {
    Map<String, String> entries = new TreeMap<>();
    for (int i = random.nextInt(3, 9); i > 0; i--) {
      String parent = "";
      for (int depth = random.nextInt(3); depth > 0; depth--) {
        parent += NAMES[random.nextInt(NAMES.length)];
        entries.merge(parent, "d", (old, it) -> old.equals("o") ? old : it);
        parent += "/";
      }
      String path = parent + NAMES[random.nextInt(NAMES.length)];
      String kind = new String[] {"f", "f", "l", "d", "o", "w"}[random.nextInt(6)];
      if (layer > 0 || !kind.equals("w")) {
        entries.put(path, kind);
      }
    }
    return text(entries, random);
  }

  private static List<String> text(Map<String, String> entries, Random random) {
    List<String> lines = new ArrayList<>();
    for (var entry : entries.entrySet()) {
      String path = entry.getKey();
      boolean below = false;
      for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
        String parent = entries.getOrDefault(path.substring(0, slash), "d");
        below |= !parent.equals("d") && !parent.equals("o");
      }
      if (!below) {
        switch (entry.getValue()) {
          case "f" -> lines.add("f " + path + " " + random.nextInt(1000));
          case "l" -> lines.add("l " + path + " /" + NAMES[random.nextInt(NAMES.length)]);
          case "o" -> {
            lines.add("d " + path);
            lines.add("o " + path);
          }
          default -> lines.add(entry.getValue() + " " + path);
        }
      }
    }
    return lines;
  }

  private static void unpack(List<List<String>> stack, Path directory) throws Exception {
    for (int layer = 0; layer < stack.size(); layer++) {
      Path root = Files.createDirectories(directory.resolve("l" + layer));
      for (String line : stack.get(layer)) {
        String[] words = line.split(" ", 3);
        Path path = root.resolve(words[1]);
        switch (words[0]) {
          case "f" -> Files.writeString(path, words[2]);
          case "l" -> Files.createSymbolicLink(path, Path.of(words[2]));
          case "d" -> Files.createDirectory(path);
          case "o" -> opaque(path);
          default -> assumeTrue(run("mknod", path.toString(), "c", "0", "0"), "no mknod here");
        }
      }
    }
  }

  private static void opaque(Path directory) throws IOException {
    var attributes = Files.getFileAttributeView(directory, UserDefinedFileAttributeView.class);
    attributes.write("overlay.opaque", ByteBuffer.wrap("y".getBytes(StandardCharsets.US_ASCII)));
  }

  /** Mounts every stack in a name space of its own and lists what is seen. */
  private boolean mount() throws Exception {
    String script =
        """
        set -e
        cd "$1"
        for stack in s*; do
          mkdir -p "$stack/view"
          mount -t overlay overlay -o "ro,userxattr,lowerdir=$stack/l2:$stack/l1:$stack/l0" "$stack/view"
          (cd "$stack/view" && find . -mindepth 1 \\( -type d -printf 'd %P\\n' -o -type l -printf 'l %P %l\\n' \\
            -o -type f -printf 'f %P ' -exec cat {} \\; -printf '\\n' \\)) >"$stack.txt"
        done
        """;
    Path file = Files.writeString(work.resolve("mount.sh"), script);
    return run("unshare", "-m", "sh", file.toString(), work.toString());
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      return builder.start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Map<String, String> seen(Path listing) throws IOException {
    Map<String, String> seen = new TreeMap<>();
    for (String line : Files.readAllLines(listing)) {
      String[] words = line.split(" ", 3);
      seen.put(words[1], words[0] + (words.length > 2 ? " " + words[2] : ""));
    }
    return seen;
  }

  private static Map<String, String> listing(FileSystem files) {
    Map<String, String> listing = new TreeMap<>();
    List<FileNode> todo = new ArrayList<>(files.children(""));
    while (!todo.isEmpty()) {
      FileNode node = todo.removeLast();
      switch (node.type()) {
        case Directory -> {
          listing.put(node.path(), "d");
          todo.addAll(files.children(node.path()));
        }
        case Symlink -> listing.put(node.path(), "l " + node.linkTarget());
        default ->
            listing.put(
                node.path(),
                "f " + new String(files.read(node.path()).orElseThrow(), StandardCharsets.UTF_8));
      }
    }
    return listing;
  }
}
