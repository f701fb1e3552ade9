package dev.bedplate.cluster;

import dev.bedplate.cluster.ServerPrograms.Found;
import dev.bedplate.cluster.ServerPrograms.Search;
import dev.bedplate.cluster.ServerPrograms.Way;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.binary.Binaries;
import io.fabric8.kubeapitest.binary.BinaryManager;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The binaries that the Kubernetes project publishes for tests, fetched by kube-api-test. */
final class Download implements Way {
  private static final URI INDEX =
      URI.create(
          "https://raw.githubusercontent.com/kubernetes-sigs/controller-tools/HEAD/envtest-releases.yaml");
  private static final int PROBE_MILLIS = 3_000;
  private static final long DOWNLOAD_MINUTES = 5;

  @Override
  public Search into(Path cache) {
    if (!reachable()) {
      return ServerPrograms.missing("no download: " + INDEX.getHost() + " cannot be reached");
    }
    var config =
        KubeAPIServerConfigBuilder.anAPIServerConfig()
            .withTestDir(Objects.requireNonNull(cache.getParent()).toString())
            .withApiServerVersion(minor() + ".*")
            .build();
    var manager = new BinaryManager(config);
    try {
      // A thread of its own, because the downloader knows no deadline.
      CompletableFuture.runAsync(manager::initAndDownloadIfRequired)
          .orTimeout(DOWNLOAD_MINUTES, TimeUnit.MINUTES)
          .join();
    } catch (CompletionException e) {
      return ServerPrograms.missing("no download: " + e.getCause());
    }
    Binaries binaries = manager.binaries();
    return new Found(
        new ServerPrograms(binaries.getApiServer().toPath(), binaries.getEtcd().toPath()));
  }

  private static String minor() {
    return ServerPrograms.KUBERNETES.substring(0, ServerPrograms.KUBERNETES.lastIndexOf('.'));
  }

  private static boolean reachable() {
    try {
      var connection = INDEX.toURL().openConnection();
      connection.setConnectTimeout(PROBE_MILLIS);
      connection.setReadTimeout(PROBE_MILLIS);
      try (var body = connection.getInputStream()) {
        return body.read() >= 0;
      }
    } catch (IOException e) {
      return false;
    }
  }
}
