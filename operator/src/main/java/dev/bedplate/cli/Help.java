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
    return page.append("\n").append(FOLDERS).append("\n").append(EXIT_CODES).toString();
  }

  private static final String FOLDERS =
      """
      ## How `check` reads manifests

      A file that `-f` names must hold Kubernetes objects in YAML or JSON, one or many, or nothing but comments. In a directory, files that end in \
      `.yaml`, `.yml` or `.json` are read as they are:

      - A file without any Kubernetes object (`values.yaml`, CI files, patches) is counted and left alone.
      - A broken document is told with its file and line, everything else is judged, and the exit code is 2.
      - What a kustomization names, and the `templates`, `charts` and `crds` of a chart, is not judged: the answer names the command \
      that renders it, such as `kubectl kustomize DIR | bedplate check -f -`.
      - `--ignore GLOB` leaves out files and directories: `vendor` or `*-values.yaml` anywhere, `test/**` below the directory. \
      Links to directories are not followed, and `.git` is not read.

      None of this is for `-p`: of its directories every YAML and JSON file is read. What is no policy beside those that are, \
      and a file whose name ends nearly right, is a warning; what cannot be read, and a second policy of the same name, is an error.

      Text is read as kubectl reads it: JSON values one after another, UTF-16 with a byte order mark, the last of several values \
      of a key, a merge key where it stands; what kubectl only puts up with is a warning. In policies it is an error. Memory depends on the largest object: \
      one has at most 400,000 keys and values, 8,388,608 characters and 100 levels; what is larger is an error of its own.

      What was not judged is listed at the end, and in JSON under `notJudged`: kinds that run containers and are not judged \
      (with the kind that was probably meant), workloads and containers that name no image, charts and kustomizations, other objects and files \
      by number. A check that judged nothing says so, and `--fail-on nothing` makes it exit code 1. `--fail-on` may be given several times.
      """;

  private static final String EXIT_CODES =
      """
      ## Exit codes

      | code | `inspect` | `check` |
      | --- | --- | --- |
      | 0 | every image was inspected | nothing would be denied |
      | 1 | | at least one denial, or what `--fail-on` names |
      | 2 | usage, a configuration that cannot be read, or anything unexpected | the same, or a manifest or policy that cannot be read: the rest is judged and printed all the same |
      | 3 | an image could not be inspected | nothing denied, but something could not be judged |
      """;
}
