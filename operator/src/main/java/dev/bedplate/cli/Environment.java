package dev.bedplate.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

/**
 * What the command line has around it.
 *
 * @param terminal whether {@code out} is a terminal
 * @param errTerminal whether {@code err} is one
 * @param columns width of the terminal, or the width to lay tables out for
 * @param engines makes the engine, only when a command needs one
 */
public record Environment(
    Map<String, String> variables,
    PrintStream out,
    PrintStream err,
    InputStream in,
    boolean terminal,
    boolean errTerminal,
    int columns,
    Clock clock,
    EngineFactory engines) {
  public Environment {
    variables = Map.copyOf(variables);
  }
}
