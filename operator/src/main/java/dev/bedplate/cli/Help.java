package dev.bedplate.cli;

/** Help texts and the reference of commands, made from the table. */
final class Help {
  private Help() {}

  static String overview() {
    var text = new StringBuilder("Usage: bedplate COMMAND [OPTIONS]\n\nCommands:\n");
    for (Command command : Command.values()) {
      text.append("  %-11s %s%n".formatted(command.word(), command.text()).replace("\r", ""));
    }
    return text.append("\n  --version   print the version\n")
        .append("  --help      print this help; bedplate COMMAND --help for one command\n")
        .toString();
  }

  static String of(Command command) {
    var text = new StringBuilder();
    text.append("Usage: bedplate ").append(command.word()).append(" [OPTIONS] ");
    text.append(command.arguments());
    return text.toString().stripTrailing() + "\n\n" + command.text() + "\n\n" + options(command);
  }

  private static String options(Command command) {
    var text = new StringBuilder();
    for (CommandOption option : command.options()) {
      text.append("  ").append(option.usage()).append("\n        ");
      text.append(option.text()).append(option.repeatable() ? " (repeatable)" : "").append('\n');
    }
    return text.toString();
  }

  /** The page {@code docs/commands.md}. */
  static String reference() {
    var page = new StringBuilder("# Commands\n\nGenerated from the table of commands.\n");
    for (Command command : Command.values()) {
      page.append("\n## ")
          .append(("bedplate " + command.word() + " " + command.arguments()).strip());
      page.append("\n\n").append(command.text());
      page.append(".\n\n| option | meaning |\n| --- | --- |\n");
      for (CommandOption option : command.options()) {
        String usage = option.usage().strip().replace("|", "\\|");
        page.append("| `").append(usage).append("` | ").append(option.text());
        page.append(option.repeatable() ? " (repeatable)" : "").append(" |\n");
      }
    }
    return page.append("\n").append(EXIT_CODES).toString();
  }

  private static final String EXIT_CODES =
      """
      ## Exit codes

      | code | `inspect` | `check` |
      | --- | --- | --- |
      | 0 | every image was inspected | nothing would be denied |
      | 1 | | at least one denial, or what `--fail-on` names |
      | 2 | usage, or a configuration that cannot be read | the same, or a manifest or policy that cannot be read |
      | 3 | an image could not be inspected | nothing denied, but something could not be judged |
      """;
}
