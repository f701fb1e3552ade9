package dev.bedplate.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bedplate.source.fixture.ImageBuilder;
import dev.bedplate.source.fixture.TarWriter;
import dev.bedplate.source.registry.Pushed;
import dev.bedplate.source.registry.TestRegistry;
import dev.bedplate.webhook.Reviews;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reviews of images that nobody has seen, all at once, posted to a webhook that has just become
 * ready while every core is busy: how many are answered before an API server stops waiting.
 */
final class NewImagesLoad {
  private static final int IMAGES = 50;
  private static final int INCOMPRESSIBLE = 2 << 20;
  private static final int COMPRESSIBLE = 4 << 20;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private final AdmissionLoad admission;
  private final Goals goals;

  NewImagesLoad(AdmissionLoad admission, Goals goals) {
    this.admission = admission;
    this.goals = goals;
  }

  /** An answer and when it was there. */
  private record Answered(Duration after, boolean judged) {
    boolean inTime() {
      return after.compareTo(TIMEOUT) <= 0;
    }
  }

  void measure(ObjectNode report) throws Exception {
    try (TestRegistry registry = TestRegistry.start()) {
      for (int i = 0; i < IMAGES; i++) {
        push(registry, i);
      }
      try (var _ = new BusyCores();
          RoleProcess _ = admission.webhook()) {
        put(report, answers(registry));
      }
      admission.unregister();
    }
  }

  private static void push(TestRegistry registry, int number) throws IOException {
    byte[] noise = new byte[INCOMPRESSIBLE];
    new SplittableRandom(number).nextBytes(noise);
    Pushed.push(
        registry,
        "new",
        "v" + number,
        ImageBuilder.image("linux/amd64")
            .layer(
                new TarWriter()
                    .file("etc/os-release", "ID=debian\nVERSION_ID=\"13\"\n")
                    .file("noise", 0644, noise)
                    .file("zeroes", 0644, new byte[COMPRESSIBLE]))
            .build());
  }

  private List<Answered> answers(TestRegistry registry) throws Exception {
    var together = new CountDownLatch(1);
    List<Future<Answered>> asked = new ArrayList<>();
    try (var threads = Executors.newCachedThreadPool()) {
      for (int i = 0; i < IMAGES; i++) {
        Latencies.Target target = admission.target(review(registry.authority() + "/new:v" + i));
        asked.add(
            threads.submit(
                () -> {
                  together.await();
                  return answered(target);
                }));
      }
      together.countDown();
    }
    List<Answered> answers = new ArrayList<>();
    for (Future<Answered> one : asked) {
      answers.add(one.get());
    }
    return answers;
  }

  private static byte[] review(String image) {
    return Reviews.creating(
            """
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "new", "namespace": "%s"},
             "spec": {"containers": [{"name": "app", "image": "%s"}]}}
            """
                .formatted(LoadCluster.JUDGED, image))
        .json()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Answered answered(Latencies.Target target) throws IOException {
    long began = System.nanoTime();
    try (var connection = new Connection(target.context(), target.port())) {
      Connection.Answer answer = connection.send(target.request()).expect(200, "\"allowed\":");
      Duration after = Duration.ofNanos(System.nanoTime() - began);
      return new Answered(after, !answer.body().contains("DeadlineExceeded"));
    }
  }

  private void put(ObjectNode report, List<Answered> answers) {
    double[] seconds = answers.stream().mapToDouble(it -> it.after().toMillis() / 1000.0).toArray();
    long count = answers.stream().filter(Answered::inTime).count();
    report.put("images", IMAGES);
    report.put("busyCores", Runtime.getRuntime().availableProcessors());
    report.put("answeredInTime", count);
    report.put("judged", answers.stream().filter(it -> it.inTime() && it.judged()).count());
    report.put("medianSeconds", Numbers.rounded(Numbers.median(seconds)));
    report.put(
        "slowestSeconds",
        Numbers.rounded(
            answers.stream().mapToLong(it -> it.after().toMillis()).max().orElse(0) / 1000.0));
    goals.atLeast("new images at once on busy cores: answered in time", IMAGES, (double) count);
  }

  /** One thread for each core that never waits. */
  private static final class BusyCores implements AutoCloseable {
    private volatile boolean over;

    BusyCores() {
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        Thread.ofPlatform().daemon().name("busy-", i).start(this::run);
      }
    }

    private void run() {
      while (!over) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {
      over = true;
    }
  }
}
