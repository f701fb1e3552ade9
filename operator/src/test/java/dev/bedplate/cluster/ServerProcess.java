package dev.bedplate.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server process that ends with this JVM, however the JVM ends. */
final class ServerProcess implements AutoCloseable {
  // The shell's standard input ends with the JVM, even when that is killed; then the server is. A
  // signal to the whole process group, such as that of timeout(1), must not end the shell before.
  private static final String BOUND =
      """
      trap '' HUP INT TERM
      exec 3<&0
      "$@" 3<&- &
      server=$!
      { cat <&3 >/dev/null; kill -9 $server; } 2>/dev/null &
      watcher=$!
      wait $server
      code=$?
      kill -9 $watcher
      exit $code
      """;

  private static final int TAIL = 20;
  private final String name;
  private final Path log;
  private final Process shell;

  private ServerProcess(String name, Path log, Process shell) {
    this.name = name;
    this.log = log;
    this.shell = shell;
  }

  /** Starts a program in a folder; what it prints goes to {@code NAME.log} there. */
  static ServerProcess start(Path folder, String name, List<String> command) throws IOException {
    Path log = folder.resolve(name + ".log");
    List<String> bound = new ArrayList<>(List.of("/bin/sh", "-c", BOUND, name));
    bound.addAll(command);
    Process shell =
        new ProcessBuilder(bound)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new ServerProcess(name, log, shell);
  }

  /** Throws with the end of the log when the program has ended. */
  void expectAlive() throws IOException {
    if (!shell.isAlive()) {
      throw new IOException(name + " ended with " + shell.exitValue() + "\n" + tail());
    }
  }

  /** The last lines that the program printed. */
  String tail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
  }

  /** Ends the program and waits until it is gone. */
  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
      shell.waitFor();
    } catch (IOException e) {
      shell.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
