package dev.bedplate.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** One run of the command line over {@link FakeEngine}. */
record Run(int code, String out, String err) {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

  static Run of(String... arguments) {
    return with("", false, 80, Map.of(), arguments);
  }

  static Run on(FakeCluster cluster, String input, String... arguments) {
    return with(input, false, 80, Map.of(), cluster, arguments);
  }

  static Run with(
      String input,
      boolean terminal,
      int columns,
      Map<String, String> variables,
      String... arguments) {
    return with(input, terminal, columns, variables, new FakeCluster(), arguments);
  }

  private static Run with(
      String input,
      boolean terminal,
      int columns,
      Map<String, String> variables,
      FakeCluster cluster,
      String... arguments) {
    return with(
        options -> new FakeEngine(options, cluster),
        input,
        terminal,
        columns,
        variables,
        arguments);
  }

  static Run with(EngineFactory engines, String input, String... arguments) {
    return with(engines, input, false, 80, Map.of(), arguments);
  }

  private static Run with(
      EngineFactory engines,
      String input,
      boolean terminal,
      int columns,
      Map<String, String> variables,
      String... arguments) {
    return into(
        new ByteArrayOutputStream(), engines, input, terminal, columns, variables, arguments);
  }

  /** On a device that is full. */
  static Run full(String... arguments) {
    var out =
        new ByteArrayOutputStream() {
          @Override
          public void flush() throws IOException {
            throw new IOException("No space left on device");
          }
        };
    return into(out, o -> new FakeEngine(o, new FakeCluster()), "", false, 80, Map.of(), arguments);
  }

  private static Run into(
      ByteArrayOutputStream out,
      EngineFactory engines,
      String input,
      boolean terminal,
      int columns,
      Map<String, String> variables,
      String... arguments) {
    var err = new ByteArrayOutputStream();
    var environment =
        new Environment(
            variables,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            terminal,
            terminal,
            columns,
            CLOCK,
            engines,
            FakeRoles::new);
    int code = new CommandLine(environment).run(List.of(arguments));
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
