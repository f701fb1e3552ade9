package dev.bedplate.inspect.filesystem;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Layers written as text, one entry a line: {@code f PATH CONTENT}, {@code d PATH}, {@code l PATH
 * TARGET}, {@code h PATH TARGET}, {@code s PATH}, {@code w PATH} and {@code o PATH}.
 */
public final class LayerText {
  private LayerText() {}

  /** A layer with the given entries; the content of every file is kept. */
  public static LayerFiles layer(String... lines) {
    var entries = new EntryTable.Builder();
    Map<Integer, byte[]> contents = new HashMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", 3);
      String path = words[1].equals(".") ? "" : words[1];
      String rest = words.length > 2 ? words[2] : "";
      byte[] bytes = rest.getBytes(StandardCharsets.UTF_8);
      switch (words[0]) {
        case "f" -> {
          int position = entries.add(EntryType.File, path, bytes.length, 0755, null);
          contents.put(position, bytes);
        }
        case "d" -> entries.add(EntryType.Directory, path, 0, 0700, null);
        case "l" -> entries.add(EntryType.Symlink, path, 0, 0777, rest);
        case "h" -> entries.add(EntryType.HardLink, path, 0, 0644, rest);
        case "s" -> entries.add(EntryType.Special, path, 0, 0644, null);
        case "w" -> entries.add(EntryType.Whiteout, path, 0, 0, null);
        case "o" -> entries.add(EntryType.Opaque, path, 0, 0, null);
        default -> throw new IllegalArgumentException(line);
      }
    }
    return new LayerFiles(entries.build(), contents, LayerFiles.ALL_READ);
  }

  /** The position of the last entry of a path, or -1. */
  public static int entry(EntryTable entries, String path) {
    int[] found = {-1};
    entries.forEach(
        (position, type, name, size, mode, target) ->
            found[0] = name.equals(path) ? position : found[0]);
    return found[0];
  }

  /** The positions of all entries, in the order of the tar. */
  public static List<Integer> positions(EntryTable entries) {
    List<Integer> positions = new ArrayList<>();
    entries.forEach((position, type, name, size, mode, target) -> positions.add(position));
    return positions;
  }

  /** The squashed view of layers, lowest first. */
  public static FileSystem squash(LayerFiles... layers) {
    return FileSystem.squash(List.of(layers));
  }
}
