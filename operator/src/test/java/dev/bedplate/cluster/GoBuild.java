package dev.bedplate.cluster;

import dev.bedplate.cluster.ServerPrograms.Found;
import dev.bedplate.cluster.ServerPrograms.Search;
import dev.bedplate.cluster.ServerPrograms.Way;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs built from Go modules, where there is a Go toolchain. */
record GoBuild(Map<String, String> environment) implements Way {
  private static final Path SCRIPT = Path.of("../deploy/dev/build-kube.sh");
  private static final long MINUTES = 45;

  @Override
  public Search into(Path cache) throws IOException {
    String path = environment.getOrDefault("PATH", "");
    if (Stream.of(path.split(File.pathSeparator)).noneMatch(GoBuild::hasGo)) {
      return ServerPrograms.missing("no Go toolchain to build with");
    }
    File log = cache.resolveSibling("build.log").toFile();
    System.err.println(
        "Building kube-apiserver and etcd from Go modules, once, about ten minutes; see " + log);
    Process build =
        new ProcessBuilder(SCRIPT.toString(), cache.toString(), ServerPrograms.KUBERNETES)
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    try {
      if (!build.waitFor(MINUTES, TimeUnit.MINUTES)) {
        build.descendants().forEach(ProcessHandle::destroy);
        build.destroy();
        return ServerPrograms.missing("the build took over " + MINUTES + " minutes, see " + log);
      }
    } catch (InterruptedException e) {
      build.destroy();
      Thread.currentThread().interrupt();
      return ServerPrograms.missing("the build was interrupted");
    }
    return ServerPrograms.in(cache)
        .<Search>map(Found::new)
        .orElseGet(() -> ServerPrograms.missing("the build failed, see " + log));
  }

  private static boolean hasGo(String folder) {
    return !folder.isEmpty() && Files.isExecutable(Path.of(folder, "go"));
  }
}
