package dev.bedplate.inspect.libc;

import dev.bedplate.image.Digest;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.filesystem.FileSystem;
import dev.bedplate.inspect.filesystem.LayerText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An image of one layer, built entry by entry. */
final class ImageText {
  private ProgramSearch search = ProgramSearch.of("", "/usr/bin:/bin:/sbin");
  static final Digest LAYER = Digest.of("sha256:" + "ab".repeat(32));

  private final List<String> lines = new ArrayList<>();
  private final Map<Integer, ElfFile> elves = new HashMap<>();
  private final Map<Integer, String> scripts = new HashMap<>();

  /** Looks for programs from this working directory and along this PATH. */
  ImageText searching(String workingDirectory, String path) {
    search = ProgramSearch.of(workingDirectory, path);
    return this;
  }

  ImageText entries(String... more) {
    lines.addAll(List.of(more));
    return this;
  }

  ImageText program(String path, @Nullable String interpreter) {
    return elf(path, new ElfFile(64, 62, interpreter, List.of(), null, null, false));
  }

  ImageText script(String path, String interpreter) {
    scripts.put(lines.size(), interpreter);
    return entries("f " + path + " #!" + interpreter);
  }

  ImageText marked(String path, ElfFile.Marker.Kind kind, @Nullable String version) {
    return elf(
        path, new ElfFile(64, 62, null, List.of(), null, new ElfFile.Marker(kind, version), false));
  }

  ImageText library(String path, String soname, String... needed) {
    return elf(path, new ElfFile(64, 62, null, List.of(needed), soname, null, false));
  }

  ImageText muslLoader() {
    return marked("lib/ld-musl-x86_64.so.1", ElfFile.Marker.Kind.MuslLoader, "1.2.5");
  }

  ImageText glibcLoader() {
    return library("lib64/ld-linux-x86-64.so.2", "ld-linux-x86-64.so.2");
  }

  /** A program whose headers could not be read. */
  ImageText unread(String path) {
    return elf(path, new ElfFile(64, 62, null, List.of(), null, null, true));
  }

  private ImageText elf(String path, ElfFile elf) {
    elves.put(lines.size(), elf);
    return entries("f " + path + " elf");
  }

  FileSystem files() {
    return LayerText.squash(LayerText.layer(lines.toArray(String[]::new)));
  }

  private <T> Map<Integer, T> byPosition(Map<Integer, T> byLine) {
    List<Integer> positions =
        LayerText.positions(LayerText.layer(lines.toArray(String[]::new)).entries());
    Map<Integer, T> byPosition = new HashMap<>();
    byLine.forEach((line, value) -> byPosition.put(positions.get(line), value));
    return byPosition;
  }

  LibcDetector.Finding libc(String... command) {
    return LibcDetector.detect(
        files(), List.of(byPosition(elves)), started(command), search, List.of(LAYER));
  }

  BusyBoxDetector.Finding busybox(String... command) {
    return BusyBoxDetector.detect(
        files(), List.of(byPosition(elves)), started(command), List.of(LAYER));
  }

  private Optional<ProgramChain.Program> started(String... command) {
    String first = command.length == 0 ? "" : command[0];
    return ProgramChain.started(
        files(),
        List.of(byPosition(elves)),
        List.of(byPosition(scripts)),
        first,
        search,
        List.of(LAYER));
  }

  ToolFinder.Finding tools() {
    return ToolFinder.find(
        files(), List.of(byPosition(elves)), search.directories(), List.of(LAYER));
  }
}
