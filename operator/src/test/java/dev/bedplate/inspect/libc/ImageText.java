package dev.bedplate.inspect.libc;

import dev.bedplate.image.Digest;
import dev.bedplate.image.ImageConfig;
import dev.bedplate.inspect.elf.ElfFile;
import dev.bedplate.inspect.filesystem.FileSystem;
import dev.bedplate.inspect.filesystem.LayerText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An image of one layer, built entry by entry. */
final class ImageText {
  static final List<String> PATH = List.of("/usr/bin", "/bin", "/sbin");
  static final Digest LAYER = Digest.of("sha256:" + "ab".repeat(32));

  private final List<String> lines = new ArrayList<>();
  private final Map<String, ElfFile> elves = new HashMap<>();
  private final Map<String, String> scripts = new HashMap<>();

  ImageText entries(String... more) {
    lines.addAll(List.of(more));
    return this;
  }

  ImageText program(String path, @Nullable String interpreter) {
    return elf(path, interpreter, null, null);
  }

  ImageText script(String path, String interpreter) {
    scripts.put(path, interpreter);
    return entries("f " + path + " #!" + interpreter);
  }

  ImageText marked(String path, ElfFile.Marker.Kind kind, @Nullable String version) {
    return elf(path, null, null, new ElfFile.Marker(kind, version));
  }

  ImageText library(String path, String soname, String... needed) {
    entries("f " + path + " elf");
    elves.put(
        path,
        new ElfFile(
            64, 62, 3, null, true, false, false, List.of(needed), soname, null, null, false));
    return this;
  }

  ImageText muslLoader() {
    return marked("lib/ld-musl-x86_64.so.1", ElfFile.Marker.Kind.MuslLoader, "1.2.5");
  }

  ImageText glibcLoader() {
    return library("lib64/ld-linux-x86-64.so.2", "ld-linux-x86-64.so.2");
  }

  private ImageText elf(
      String path,
      @Nullable String interpreter,
      @Nullable String soname,
      ElfFile.@Nullable Marker marker) {
    entries("f " + path + " elf");
    elves.put(
        path,
        new ElfFile(
            64, 62, 3, interpreter, true, true, false, List.of(), soname, null, marker, false));
    return this;
  }

  FileSystem files() {
    return LayerText.squash(LayerText.layer(lines.toArray(String[]::new)));
  }

  LibcDetector.Finding libc(String... command) {
    var config = new ImageConfig("", List.of(), List.of(command), null, Map.of());
    return LibcDetector.detect(
        files(), List.of(elves), List.of(scripts), config, PATH, List.of(LAYER));
  }

  BusyBoxDetector.Finding busybox() {
    return BusyBoxDetector.detect(files(), List.of(elves), List.of(LAYER));
  }

  ToolFinder.Finding tools() {
    return ToolFinder.find(files(), List.of(elves), PATH, List.of(LAYER));
  }
}
