package dev.bedplate.app;

import dev.bedplate.cli.CommandLine;
import dev.bedplate.cli.Environment;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The program: hands the process's surroundings to the command line and exits with its answer. */
public final class Main {
  private static final int NARROWEST = 40;
  private static final int DEFAULT_COLUMNS = 100;

  private Main() {}

  /** Runs one command; the exit code is the command's, which leaves no thread behind. */
  public static void main(String[] arguments) {
    // The jar of the command line holds no log, and nobody needs to hear that.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    int code = new CommandLine(environment(System.getenv(), out, err)).run(List.of(arguments));
    out.flush();
    err.flush();
    if (code != 0) {
      // Runtime.exit would look for a logger in every jar first, and here nothing waits for the
      // end.
      Runtime.getRuntime().halt(code);
    }
  }

  static Environment environment(Map<String, String> variables, PrintStream out, PrintStream err) {
    Clock clock = Clock.systemUTC();
    return new Environment(
        variables,
        out,
        err,
        System.in,
        Terminals.isTerminal(1),
        Terminals.isTerminal(2),
        columns(variables.get("COLUMNS")),
        clock,
        new LocalEngines(
            variables,
            text -> err.println("bedplate: " + text),
            // Only a command about a cluster loads the Kubernetes client.
            (configuration, engines) -> KubeconfigCluster.open(configuration, engines),
            clock),
        () -> new OperatorRoles(variables, clock));
  }

  private static int columns(@Nullable String value) {
    try {
      // Some terminals that have no width say that it is 0.
      int columns = value == null ? 0 : Integer.parseInt(value);
      return columns <= 0 ? DEFAULT_COLUMNS : Math.max(NARROWEST, columns);
    } catch (NumberFormatException e) {
      return DEFAULT_COLUMNS;
    }
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
  }
}
