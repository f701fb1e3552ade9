package dev.bedplate.cluster;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The programs of a control plane, found in the first place that has them. */
record ServerPrograms(Path apiServer, Path etcd) {
  static final String KUBERNETES = "1.36.3";

  /** What a search came to. */
  sealed interface Search permits Found, Missing {}

  /** The programs are there. */
  record Found(ServerPrograms programs) implements Search {}

  /** They are nowhere; one reason for each place. */
  record Missing(List<String> reasons) implements Search {
    String line() {
      return "!!! NO REAL API SERVER: tests named *IT do not run: " + String.join("; ", reasons);
    }
  }

  /**
   * Looks in {@code KUBEBUILDER_ASSETS}, then in the user's cache, then downloads, then builds with
   * a Go toolchain; the last two fill the cache, once for all processes of this machine.
   */
  static Search search(Map<String, String> environment) {
    String assets = environment.getOrDefault("KUBEBUILDER_ASSETS", "");
    if (!assets.isEmpty()) {
      return in(Path.of(assets))
          .<Search>map(Found::new)
          .orElseGet(() -> missing("KUBEBUILDER_ASSETS lacks kube-apiserver or etcd: " + assets));
    }
    Path cache = cache(environment);
    return in(cache).<Search>map(Found::new).orElseGet(() -> fetched(cache, environment));
  }

  /** Looks where nothing has to be fetched: {@code KUBEBUILDER_ASSETS}, else the user's cache. */
  static Optional<ServerPrograms> atHand(Map<String, String> environment) {
    String assets = environment.getOrDefault("KUBEBUILDER_ASSETS", "");
    return in(assets.isEmpty() ? cache(environment) : Path.of(assets));
  }

  /** The folder of this machine's programs in the user's cache. */
  static Path cache(Map<String, String> environment) {
    String home = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path root = home.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
    return root.resolve("bedplate/kube/%s-%s".formatted(KUBERNETES, machine()));
  }

  private static String machine() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch");
    return (system.startsWith("mac") ? "darwin" : "linux")
        + (processor.equals("aarch64") ? "-arm64" : "-amd64");
  }

  static Optional<ServerPrograms> in(Path folder) {
    var programs = new ServerPrograms(folder.resolve("kube-apiserver"), folder.resolve("etcd"));
    return Files.isExecutable(programs.apiServer()) && Files.isExecutable(programs.etcd())
        ? Optional.of(programs)
        : Optional.empty();
  }

  private static Search fetched(Path cache, Map<String, String> environment) {
    List<String> reasons = new ArrayList<>();
    try {
      Path root = Objects.requireNonNull(Files.createDirectories(cache).getParent());
      try (var file = FileChannel.open(root.resolve("lock"), CREATE, WRITE);
          var _ = file.lock()) {
        for (Way way : List.of(ServerPrograms::cached, new Download(), new GoBuild(environment))) {
          switch (way.into(cache)) {
            case Found found -> {
              return found;
            }
            case Missing missing -> reasons.addAll(missing.reasons());
          }
        }
      }
    } catch (IOException e) {
      reasons.add(e.toString());
    }
    return new Missing(List.copyOf(reasons));
  }

  private static Search cached(Path cache) {
    return in(cache)
        .<Search>map(Found::new)
        .orElseGet(() -> missing("KUBEBUILDER_ASSETS is not set and " + cache + " is empty"));
  }

  static Missing missing(String reason) {
    return new Missing(List.of(reason));
  }

  /** One way to get the programs. */
  interface Way {
    /** The programs, put into the folder or elsewhere, or why not. */
    Search into(Path cache) throws IOException;
  }
}
