package dev.bedplate.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A role of the operator as a process of its own, with the options of the image. */
final class RoleProcess implements AutoCloseable {
  private static final Path JAR = Path.of("target/bedplate.jar");
  private static final Duration START = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Process process;
  private final Path log;
  private final int management;
  private final double readySeconds;
  private final double readyCpuSeconds;

  private RoleProcess(Process process, Path log, int management, long began) throws Exception {
    this.process = process;
    this.log = log;
    this.management = management;
    // Of a measurement that is broken off nothing stays behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    long end = began + START.toNanos();
    while (!ready()) {
      expectAlive();
      if (System.nanoTime() - end > 0) {
        throw new IOException("not ready within " + START + ", see " + log);
      }
      // Seldom enough not to be a load by itself.
      Thread.sleep(50);
    }
    readySeconds = Numbers.rounded((System.nanoTime() - began) / 1e9);
    readyCpuSeconds = cpu().toMillis() / 1000.0;
  }

  /**
   * Starts a role and waits until it is ready.
   *
   * @param surroundings variables of the process that lead it to the cluster
   * @param management the port that the configuration names
   */
  static RoleProcess start(
      String role,
      List<String> arguments,
      Map<String, String> surroundings,
      int management,
      String configuration)
      throws Exception {
    Path file = Files.writeString(Path.of("target/load-" + role + ".yaml"), configuration);
    Path log = Path.of("target/load-" + role + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ImageOptions.of(role));
    command.addAll(List.of("-jar", JAR.toString(), role, "--config", file.toString()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(ImageOptions.environment());
    builder.environment().keySet().removeAll(List.of("KUBECONFIG", "POD_NAMESPACE"));
    builder.environment().putAll(surroundings);
    long began = System.nanoTime();
    Process process = builder.redirectOutput(log.toFile()).start();
    try {
      return new RoleProcess(process, log, management, began);
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private boolean ready() throws Exception {
    try {
      return get("/readyz").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private java.net.http.HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + management + path);
    return HTTP.send(
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
        BodyHandlers.ofString());
  }

  /** How long a probe takes to answer, which must be well. */
  Duration probe(String path) throws Exception {
    long began = System.nanoTime();
    var answer = get(path);
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  void expectAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException("ended with " + process.exitValue() + ", see " + log);
    }
  }

  /** From the start of the process until it was ready. */
  double readySeconds() {
    return readySeconds;
  }

  /** Processor time until it was ready. */
  double readyCpuSeconds() {
    return readyCpuSeconds;
  }

  /** The sum of a metric over all its labels; it must be there. */
  double metric(String name) throws Exception {
    List<String> lines =
        get("/metrics")
            .body()
            .lines()
            .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
            .toList();
    if (lines.isEmpty()) {
      throw new IOException("no metric " + name);
    }
    return lines.stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Resident memory now, MiB. */
  double resident() throws IOException {
    return status("VmRSS");
  }

  /** The most memory that was ever resident, MiB. */
  double peak() throws IOException {
    return status("VmHWM");
  }

  /** What the heap holds that is still referred to, MiB; makes a full collection. */
  double liveHeap() throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process histogram =
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    try (var lines = histogram.inputReader()) {
      String total =
          lines.lines().reduce("", (before, line) -> line.startsWith("Total") ? line : before);
      if (total.isEmpty()) {
        throw new IOException("no histogram of the heap of process " + process.pid());
      }
      return Math.round(
              Long.parseLong(total.replaceAll("^Total\\s+\\d+\\s+", "").strip()) / 104857.6)
          / 10.0;
    }
  }

  private double status(String field) throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
            .filter(it -> it.startsWith(field + ":"))
            .findFirst()
            .orElseThrow();
    return Math.round(Long.parseLong(line.replaceAll("\\D", "")) / 102.4) / 10.0;
  }

  /** Has the role end as the cluster would, at most for a minute. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("did not end within a minute, see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
