package dev.bedplate.inspect.distribution;

import dev.bedplate.image.BusyBox;
import dev.bedplate.image.Digest;
import dev.bedplate.image.Distribution;
import dev.bedplate.image.Libc;
import dev.bedplate.inspect.filesystem.FileSystem;
import dev.bedplate.inspect.filesystem.LayerFiles;
import dev.bedplate.inspect.filesystem.LayerText;
import dev.bedplate.inspect.packages.DatabaseText;
import dev.bedplate.inspect.packages.PackageDatabase;
import dev.bedplate.inspect.packages.PackageHistory;
import dev.bedplate.inspect.packages.PackageInventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An image built layer by layer, with what other detectors would have found in it. */
final class Rootfs {
  private final List<LayerFiles> layers = new ArrayList<>();
  private Libc.Kind libc = Libc.Kind.Glibc;
  private BusyBox busybox = new BusyBox(false, null, null);
  private boolean anyElf = true;
  private String system = "linux";

  /** An image of one layer; see {@link LayerText} for the lines. */
  static Rootfs of(String... lines) {
    return new Rootfs().layer(lines);
  }

  Rootfs layer(String... lines) {
    layers.add(LayerText.layer(lines));
    return this;
  }

  /** A layer that had too many small files for the content of these to be kept. */
  Rootfs layerWithout(String... lines) {
    layers.add(new LayerFiles(LayerText.layer(lines).entries(), Map.of(), 1));
    return this;
  }

  Rootfs libc(Libc.Kind kind) {
    libc = kind;
    return this;
  }

  Rootfs busybox(String version, String path) {
    busybox = new BusyBox(true, version, path);
    return this;
  }

  Rootfs withoutPrograms() {
    anyElf = false;
    return libc(Libc.Kind.None);
  }

  /** What the configuration says. */
  Rootfs system(String name) {
    system = name;
    return this;
  }

  /** The digest the layer at an index is said to have. */
  static Digest digest(int layer) {
    return Digest.of("sha256:" + Integer.toString(layer).repeat(64));
  }

  Distribution distribution() {
    return detect().distribution();
  }

  DistributionDetector.Finding detect() {
    List<Digest> digests = new ArrayList<>();
    List<Map<Integer, PackageDatabase>> databases = new ArrayList<>();
    for (LayerFiles layer : layers) {
      digests.add(digest(digests.size()));
      databases.add(DatabaseText.of(layer));
    }
    var history = new PackageHistory(databases);
    var files = FileSystem.squash(layers, history::look);
    var packages = PackageInventory.find(files, history, node -> false, digests).packages();
    var found = new Libc(libc, null, List.of(), null);
    return DistributionDetector.detect(
        files, packages, found, busybox, anyElf, system, null, digests);
  }
}
