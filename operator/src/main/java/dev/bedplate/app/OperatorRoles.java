package dev.bedplate.app;

import dev.bedplate.app.logging.Logging;
import dev.bedplate.app.registration.WebhookAddress;
import dev.bedplate.cli.InvalidInput;
import dev.bedplate.cli.Roles;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the roles against the current kubeconfig, or the cluster this process is in. */
final class OperatorRoles implements Roles {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorRoles.class);
  private static final int REQUEST_MILLIS = 15_000;
  private final Map<String, String> variables;
  private final Clock clock;

  OperatorRoles(Map<String, String> variables, Clock clock) {
    this.variables = variables;
    this.clock = clock;
  }

  /** A role that runs. */
  private interface Running {
    void stop();
  }

  /** Starts a role; throws when it cannot. */
  private interface Start {
    Running with(LoadedConfiguration loaded, KubernetesClient client, Place place)
        throws IOException;
  }

  @Override
  public void controller(@Nullable Path file) throws InvalidInput {
    run(
        "controller",
        file,
        (loaded, client, place) -> ControllerRole.start(loaded, client, place)::close);
  }

  @Override
  public void webhook(@Nullable Path file, WebhookOptions options) throws InvalidInput {
    WebhookOptions known = new WebhookOptions(options.selfSigned(), address(options.register()));
    run(
        "webhook",
        file,
        (loaded, client, place) -> WebhookRole.start(loaded, known, client, place)::drain);
  }

  private static @Nullable String address(@Nullable String register) throws InvalidInput {
    if (register == null) {
      return null;
    }
    return switch (WebhookAddress.of(register)) {
      case WebhookAddress.Right(var url) -> url.toString();
      case WebhookAddress.Wrong(var problem) -> throw new InvalidInput("--register " + problem);
    };
  }

  private void run(String role, @Nullable Path file, Start start) throws InvalidInput {
    LoadedConfiguration loaded = load(file);
    try (KubernetesClient client = client()) {
      try {
        runUntilStopped(start.with(loaded, client, Place.of(variables, client, clock)));
      } catch (IOException | KubernetesClientException | OperatorException e) {
        String server = client.getConfiguration().getMasterUrl();
        throw new InvalidInput(StartFailure.problem(role, server, e));
      }
    }
  }

  /** From here on the log is what the configuration says. */
  private LoadedConfiguration load(@Nullable Path file) throws InvalidInput {
    LoadedConfiguration loaded = LoadedConfiguration.load(file, variables);
    Configuration.Log log = loaded.configuration().log();
    Logging.start(log.format(), log.level(), System.err);
    return loaded;
  }

  private static KubernetesClient client() throws InvalidInput {
    return Kubeconfig.client(
        "there is neither a kubeconfig nor a cluster around this process: set KUBECONFIG to a file",
        builder ->
            builder.withRequestTimeout(REQUEST_MILLIS).withConnectionTimeout(REQUEST_MILLIS));
  }

  /** Blocks until the process is told to stop (SIGTERM, SIGINT), then stops the role. */
  private static void runUntilStopped(Running role) {
    var stopped = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      LOG.info("stopping");
                      role.stop();
                      stopped.countDown();
                    }));
    try {
      stopped.await();
    } catch (InterruptedException e) {
      main.interrupt();
    }
  }
}
