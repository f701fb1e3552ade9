package dev.bedplate.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the command line has around it.
 *
 * @param terminal whether {@code out} is a terminal
 * @param errTerminal whether {@code err} is one
 * @param columns width of the terminal, or the width to lay tables out for
 * @param engines makes the engine, only when a command needs one
 * @param roles runs the operator, only when a command asks for it
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
    EngineFactory engines,
    Supplier<Roles> roles) {
  public Environment {
    variables = Map.copyOf(variables);
  }
}
