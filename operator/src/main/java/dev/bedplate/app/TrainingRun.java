package dev.bedplate.app;

import dev.bedplate.cli.CommandLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs several commands in one process, so that the cache of loaded classes and profiles that the
 * JVM writes at its end serves all of them.
 */
public final class TrainingRun {
  private TrainingRun() {}

  /** Runs each line of the file named by the only argument as a command; its output is dropped. */
  public static void main(String[] arguments) throws IOException {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Map<String, String> variables = System.getenv();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      int code =
          new CommandLine(Main.environment(variables, nowhere, nowhere))
              .run(List.of(line.split(" ")));
      if (code > 1) {
        throw new IllegalStateException("exit code " + code + ": " + line);
      }
    }
  }
}
