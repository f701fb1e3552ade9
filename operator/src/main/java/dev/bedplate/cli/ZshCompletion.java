package dev.bedplate.cli;

/** The completion script for zsh, made from the table of commands. */
final class ZshCompletion {
  private static final String FILES = "_files";

  private ZshCompletion() {}

  /** To be sourced, or put as {@code _bedplate} into a folder of {@code fpath}. */
  static String script() {
    var script = new StringBuilder("#compdef bedplate\n_bedplate() {\n  local -a commands\n");
    script.append("  commands=(\n");
    for (Command command : Command.values()) {
      String text = command.word() + ":" + command.text();
      script.append("    ").append(quoted(text)).append('\n');
    }
    script.append("  )\n  if (( CURRENT == 2 )); then\n");
    script.append("    _describe command commands\n");
    script.append("    compadd -- --version --help\n    return\n  fi\n");
    script.append("  shift words\n  (( CURRENT-- ))\n  case $words[1] in\n");
    for (Command command : Command.values()) {
      script.append("    ").append(command.word()).append(") _arguments -s");
      command.options().forEach(option -> script.append(" \\\n      ").append(spec(option)));
      script.append(positional(command)).append(" ;;\n");
    }
    script.append("  esac\n}\n");
    script.append("if [ \"$funcstack[1]\" = _bedplate ]; then\n  _bedplate \"$@\"\n");
    return script.append("else\n  compdef _bedplate bedplate\nfi\n").toString();
  }

  private static String positional(Command command) {
    if (!command.choices().isEmpty()) {
      return " \\\n      '1:argument:(" + String.join(" ", command.choices()) + ")'";
    }
    // Images may be layouts and archives.
    return command.arguments().isEmpty() ? "" : " \\\n      '*:image:" + FILES + "'";
  }

  private static String spec(CommandOption option) {
    String value = option.argument() == null ? "" : ":" + option.name() + ":" + values(option);
    String text = "[" + option.text().replaceAll("[\\[\\]]", "\\\\$0") + "]" + value;
    String name = "--" + option.name();
    String many = option.repeatable() ? "*" : "";
    if (option.letter() == null) {
      return quoted(many + name + text);
    }
    String letter = "-" + option.letter();
    return many.isEmpty()
        ? quoted("(" + letter + " " + name + ")" + letter + text)
            + " \\\n      "
            + quoted("(" + letter + " " + name + ")" + name + text)
        : quoted(many + letter + text) + " \\\n      " + quoted(many + name + text);
  }

  private static String values(CommandOption option) {
    if (!option.choices().isEmpty()) {
      return "(" + String.join(" ", option.choices()) + ")";
    }
    return option.takesFile() ? FILES : "";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
