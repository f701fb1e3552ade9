package dev.bedplate.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What the demo printed as a process of its own, and its exit code. */
record DemoProcess(int code, String output) {
  private static final long MINUTES = 3;

  /** Runs it; {@code programs} is the folder where it looks for those of a real API server. */
  static DemoProcess run(Path programs) throws IOException, InterruptedException {
    Path output = Files.createTempFile("demo", ".out");
    try {
      var builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-Xmx256m",
                  "-XX:TieredStopAtLevel=1",
                  "-classpath",
                  System.getProperty("java.class.path"),
                  Demo.class.getName())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put("KUBEBUILDER_ASSETS", programs.toString());
      Process process = builder.start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("the demo did not end: " + Files.readString(output));
      }
      return new DemoProcess(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
