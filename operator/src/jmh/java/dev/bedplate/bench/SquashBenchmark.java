package dev.bedplate.bench;

import dev.bedplate.inspect.filesystem.EntryTable;
import dev.bedplate.inspect.filesystem.EntryType;
import dev.bedplate.inspect.filesystem.FileSystem;
import dev.bedplate.inspect.filesystem.LayerFiles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Squashing three layers of 15,000 entries together: a distribution, a runtime, an application. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SquashBenchmark {
  private static final int FILES_IN_DIRECTORY = 24;
  private final List<LayerFiles> layers =
      List.of(
          layer("usr/share/distribution", 0, 7000),
          layer("usr/lib/runtime", 200, 6000),
          layer("srv/application", 100, 2000));

  /** The view a container has. */
  @Benchmark
  public FileSystem squash() {
    return FileSystem.squash(layers);
  }

  /** The same and a walk over all that is visible. */
  @Benchmark
  public long squashAndMeasure() {
    return FileSystem.squash(layers).visibleBytes();
  }

  /** Directories of files with a symbolic and a hard link each, after some whiteouts. */
  private static LayerFiles layer(String root, int whiteouts, int count) {
    var entries = new EntryTable.Builder();
    for (int i = 0; i < whiteouts; i++) {
      String path = "usr/share/distribution/d" + i + "/file-1.so";
      entries.add(EntryType.Whiteout, path, 0, 0, null);
    }
    for (int d = 0; entries.count() < count; d++) {
      String directory = root + "/d" + d;
      entries.add(EntryType.Directory, directory, 0, 0755, null);
      for (int f = 0; f < FILES_IN_DIRECTORY && entries.count() < count; f++) {
        String path = directory + "/file-" + f + ".so";
        switch (f) {
          case 2 -> entries.add(EntryType.Symlink, path, 0, 0777, "file-0.so");
          case 3 -> entries.add(EntryType.HardLink, path, 0, 0644, directory + "/file-0.so");
          default -> entries.add(EntryType.File, path, 1000L + f, 0644, null);
        }
      }
    }
    return new LayerFiles(entries.build(), Map.of(), LayerFiles.ALL_READ);
  }
}
