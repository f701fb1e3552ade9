package dev.bedplate.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Completion scripts for shells, made from the table of commands. */
final class Completion {
  private Completion() {}

  static int run(List<String> words, PrintStream out) throws InvalidInput {
    String shell = words.size() == 1 ? words.getFirst() : "";
    out.print(
        switch (shell) {
          case "bash" -> bash();
          case "zsh" -> ZshCompletion.script();
          case "fish" -> fish();
          default -> throw new InvalidInput("completion needs one of bash, zsh, fish");
        });
    return CommandLine.DONE;
  }

  private static String bash() {
    var script = new StringBuilder("_bedplate() {\n  local cur prev command words=\"\"\n");
    script.append("  cur=\"${COMP_WORDS[COMP_CWORD]}\"\n  prev=\"${COMP_WORDS[COMP_CWORD-1]}\"\n");
    script.append("  command=\"${COMP_WORDS[1]}\"\n");
    script.append("  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \"");
    script.append(commands()).append(" --version --help\" -- \"$cur\"))\n    return\n  fi\n");
    script.append("  case \"$command $prev\" in\n");
    for (Command command : Command.values()) {
      command.options().stream()
          .filter(option -> !option.choices().isEmpty())
          .forEach(option -> script.append(bashChoices(command, option)));
    }
    script.append("    *) case \"$command\" in\n");
    for (Command command : Command.values()) {
      script.append("      ").append(command.word()).append(") words=\"");
      script.append(words(command)).append("\" ;;\n");
    }
    script.append("    esac ;;\n  esac\n");
    script.append("  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n");
    script.append("  if [ \"${#COMPREPLY[@]}\" -eq 0 ]; then\n");
    script.append("    COMPREPLY=($(compgen -f -- \"$cur\"))\n  fi\n}\n");
    return script.append("complete -o filenames -F _bedplate bedplate\n").toString();
  }

  private static String bashChoices(Command command, CommandOption option) {
    String pattern = "\"" + command.word() + " --" + option.name() + "\"";
    String letter =
        option.letter() == null ? "" : "|\"" + command.word() + " -" + option.letter() + "\"";
    return "    %s%s) words=\"%s\" ;;\n"
        .formatted(pattern, letter, String.join(" ", option.choices()));
  }

  private static String words(Command command) {
    String options =
        command.options().stream()
            .map(o -> (o.letter() == null ? "" : "-" + o.letter() + " ") + "--" + o.name())
            .collect(Collectors.joining(" "));
    return command.choices().isEmpty()
        ? options
        : String.join(" ", command.choices()) + " " + options;
  }

  private static String commands() {
    return Arrays.stream(Command.values()).map(Command::word).collect(Collectors.joining(" "));
  }

  private static String fish() {
    var script = new StringBuilder("complete -c bedplate -n __fish_use_subcommand -l version\n");
    script.append("complete -c bedplate -n __fish_use_subcommand -l help\n");
    for (Command command : Command.values()) {
      script.append(
          "complete -c bedplate -f -n __fish_use_subcommand -a %s -d %s\n"
              .formatted(command.word(), quoted(command.text())));
      if (!command.choices().isEmpty()) {
        script.append(
            "complete -c bedplate -f -n '__fish_seen_subcommand_from %s' -a %s\n"
                .formatted(command.word(), quoted(String.join(" ", command.choices()))));
      }
      command.options().forEach(option -> script.append(fish(command, option)));
    }
    return script.toString();
  }

  private static String fish(Command command, CommandOption option) {
    return "complete -c bedplate -n '__fish_seen_subcommand_from %s' -l %s%s%s -d %s\n"
        .formatted(
            command.word(),
            option.name(),
            option.letter() == null ? "" : " -s " + option.letter(),
            fishValue(option),
            quoted(option.text()));
  }

  private static String fishValue(CommandOption option) {
    if (option.argument() == null) {
      return "";
    }
    if (option.choices().isEmpty()) {
      return option.takesFile() ? " -r -F" : " -x";
    }
    return " -x -a " + quoted(String.join(" ", option.choices()));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
