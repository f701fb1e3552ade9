package dev.bedplate.app;

import dev.bedplate.cli.InvalidInput;
import dev.bedplate.cluster.ClusterJson;
import dev.bedplate.cluster.StalledAnswers;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.function.Consumer;

/** The way to the cluster that kubectl would ask, else to the one around this process. */
final class Kubeconfig {
  private Kubeconfig() {}

  /**
   * A client of that cluster; nothing is asked yet.
   *
   * @param none what to say when there is neither
   * @throws InvalidInput when there is neither, or a kubeconfig that cannot be read
   */
  static KubernetesClient client(String none, Consumer<ConfigBuilder> settings)
      throws InvalidInput {
    Config config = read(settings);
    if (config.getCurrentContext() == null
        && config.getMasterUrl().startsWith(Config.DEFAULT_MASTER_URL)) {
      throw new InvalidInput(none);
    }
    return client(config);
  }

  /** A client as the program uses it, of which nothing waits for ever. */
  static KubernetesClient client(Config config) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientBuilderConsumer(
            http -> StalledAnswers.endWithin(Duration.ofMillis(config.getRequestTimeout()), http))
        .withKubernetesSerialization(ClusterJson.serialization())
        .build();
  }

  private static Config read(Consumer<ConfigBuilder> settings) throws InvalidInput {
    try {
      var builder = new ConfigBuilder().withUserAgent("bedplate");
      settings.accept(builder);
      return builder.build();
    } catch (RuntimeException e) {
      // The client lets through whatever its parsers throw.
      String why = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
      throw new InvalidInput("the kubeconfig cannot be read: " + why);
    }
  }
}
