package dev.bedplate.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One option of a command; help, completion and reference are made from it.
 *
 * @param letter the one-letter form, if any
 * @param argument what its value is called, or null when it takes none
 * @param choices the values it accepts; empty means any
 */
record CommandOption(
    @Nullable String letter,
    String name,
    @Nullable String argument,
    boolean repeatable,
    List<String> choices,
    String text) {

  private static final String TO_FILE = "[=FILE]";

  static CommandOption flag(String name, String text) {
    return new CommandOption(null, name, null, false, List.of(), text);
  }

  static CommandOption one(String letter, String name, String argument, String text) {
    return new CommandOption(letter, name, argument, false, List.of(), text);
  }

  static CommandOption value(String name, String argument, String text) {
    return new CommandOption(null, name, argument, false, List.of(), text);
  }

  static CommandOption choice(
      @Nullable String letter, String name, String text, String... choices) {
    return new CommandOption(
        letter, name, String.join("|", choices), false, List.of(choices), text);
  }

  static CommandOption manyChoices(String name, String text, List<String> choices) {
    return new CommandOption(null, name, String.join("|", choices), true, choices, text);
  }

  static CommandOption outputs(String text, String... formats) {
    String argument = String.join("|", formats) + TO_FILE;
    return new CommandOption("o", "output", argument, true, List.of(formats), text);
  }

  static CommandOption many(@Nullable String letter, String name, String argument, String text) {
    return new CommandOption(letter, name, argument, true, List.of(), text);
  }

  /** Whether its value is the name of a file or directory. */
  boolean takesFile() {
    return choices.isEmpty()
        && argument != null
        && (argument.contains("FILE") || argument.contains("DIR"));
  }

  /** Whether a value is one of the choices, or one of them with a file where it takes that. */
  boolean accepts(String value) {
    int file = argument != null && argument.endsWith(TO_FILE) ? value.indexOf('=') : -1;
    return choices.isEmpty() || choices.contains(file < 0 ? value : value.substring(0, file));
  }

  /** How help shows it, such as {@code -o, --output table|json|yaml}. */
  String usage() {
    return (letter == null ? "    " : "-" + letter + ", ")
        + "--"
        + name
        + (argument == null ? "" : " " + argument);
  }
}
