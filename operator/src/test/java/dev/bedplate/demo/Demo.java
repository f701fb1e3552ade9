package dev.bedplate.demo;

import dev.bedplate.app.DemoOperator;
import dev.bedplate.app.logging.LogFormat;
import dev.bedplate.app.logging.Logging;
import dev.bedplate.cluster.ApiServer;
import dev.bedplate.source.registry.TestRegistry;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Shows what a cluster administrator sees of the operator: policies, refusals, warnings, marks,
 * Events. Exits with 0 only if every step came out as announced.
 */
public final class Demo implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private final Screen screen;
  private final Deque<AutoCloseable> closing = new ArrayDeque<>();

  private Demo(Screen screen) {
    this.screen = screen;
  }

  /** Runs from the folder {@code operator}; {@code --keep} leaves it running afterwards. */
  public static void main(String[] arguments) throws Exception {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Path log = Files.createTempFile("bedplate-demo", ".log");
    Logging.start(LogFormat.TEXT, Level.INFO, Files.newOutputStream(log));
    boolean keep = List.of(arguments).contains("--keep");
    int code = run(new Screen(out), keep, log);
    if (code == 0) {
      Files.deleteIfExists(log);
    }
    System.exit(code);
  }

  private static int run(Screen screen, boolean keep, Path log) {
    long began = System.nanoTime();
    try (Demo demo = new Demo(screen)) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(demo::close));
      int failed = demo.play(keep);
      long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
      screen.say(
          failed == 0
              ? "Every step came out as announced, in " + seconds + " s."
              : failed + " steps came out differently; the operator's log: " + log);
      return exitCode(failed);
    } catch (Exception e) {
      LOG.error("the demo could not go on", e);
      screen.say("The demo could not go on: " + e + "; the operator's log: " + log);
      return 1;
    }
  }

  static int exitCode(int failedSteps) {
    return failedSteps == 0 ? 0 : 1;
  }

  private int play(boolean keep) throws Exception {
    Cluster cluster = opened(cluster());
    TestRegistry registry = opened(TestRegistry.start());
    DemoImages.push(registry);
    screen.say("API: " + cluster.description() + ".");
    screen.say("Registry: registry.example, served by the demo from " + registry.authority() + ".");
    DemoOperator operator =
        opened(
            cluster.startOperator(
                "registries: [{host: registry.example, mirrors: [\"http://%s\"]}]"
                    .formatted(registry.authority())));
    screen.say("Operator: controller and webhook (" + operator.url() + ").");
    screen.say("Digests are cut to twelve digits here, and long lines are wrapped.");
    screen.blank();
    List<Step> steps = Story.steps(new Kubectl(cluster, operator), cluster);
    int failed = new Rehearsal(screen, PATIENCE).run(steps);
    if (keep) {
      keep(cluster);
    }
    return failed;
  }

  private void keep(Cluster cluster) throws InterruptedException {
    screen.say("Everything keeps running until Ctrl-C. To look around:");
    screen.command("export KUBECONFIG=" + cluster.kubeconfig());
    new CountDownLatch(1).await();
  }

  /** Nothing is downloaded or built for this. */
  private static Cluster cluster() throws IOException {
    Optional<ApiServer> server = ApiServer.atHand(System.getenv());
    return server.isPresent() ? RealCluster.of(server.get()) : ImitatedCluster.start();
  }

  private synchronized <T extends AutoCloseable> T opened(T part) {
    closing.push(part);
    return part;
  }

  /** Stops everything, the last part first; does nothing the second time. */
  @Override
  public synchronized void close() {
    while (!closing.isEmpty()) {
      try {
        closing.pop().close();
      } catch (Exception e) {
        screen.say("left behind: " + e);
      }
    }
  }
}
