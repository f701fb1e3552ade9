package dev.bedplate.cli;

import static dev.bedplate.cli.CommandOption.choice;
import static dev.bedplate.cli.CommandOption.flag;
import static dev.bedplate.cli.CommandOption.many;
import static dev.bedplate.cli.CommandOption.manyChoices;
import static dev.bedplate.cli.CommandOption.one;
import static dev.bedplate.cli.CommandOption.outputs;
import static dev.bedplate.cli.CommandOption.value;

import java.util.ArrayList;
import java.util.List;

/** The table of commands and options. */
enum Command {
  INSPECT(
      "inspect",
      "IMAGE...",
      "say what images are built on",
      List.of(),
      List.of(
          choice("o", "output", "how to print facts (default table)", "table", "json", "yaml"),
          flag("explain", "print the evidence of each fact"))),
  CHECK(
      "check",
      "[IMAGE...]",
      "judge manifests, images or a cluster by policies",
      List.of(),
      List.of(
          many("f", "filename", "FILE|DIR|-", "manifests: a YAML or JSON stream, or a directory"),
          many("p", "policy", "FILE|DIR", "policies and exceptions"),
          many(
              null,
              "ignore",
              "GLOB",
              "files and directories to leave out of directories: a name anywhere, or with / a path"
                  + " below the directory"),
          flag(
              "cluster",
              "judge by the policies of the current kubeconfig's cluster as well; without"
                  + " manifests and images, judge the workloads there"),
          outputs(
              "how to print verdicts (default table); with =FILE into that file, and the table is"
                  + " printed as well",
              "table",
              "json",
              "sarif",
              "junit",
              "github"),
          flag("summary", "of the table only how often each policy found each reason"),
          manyChoices(
              "fail-on",
              "what gives exit code 1, beside denials; nothing: that no policy applied to anything",
              FailOn.words()),
          one(
              "n",
              "namespace",
              "NAME",
              "namespace of manifests without one (default default); with --cluster alone, the"
                  + " only one to judge"))),
  CONTROLLER(
      "controller",
      "",
      "watch the cluster and write verdicts on its workloads",
      List.of(),
      List.of(value("config", "FILE", "configuration file"))),
  WEBHOOK(
      "webhook",
      "",
      "answer admission reviews",
      List.of(),
      List.of(
          value("config", "FILE", "configuration file"),
          flag("self-signed", "serve with a certificate made at the start"),
          value(
              "register",
              "URL",
              "write the webhook configuration for this URL; /validate where it has no path"))),
  DEMO(
      "demo",
      "",
      "show the operator at work on an API of its own (from the source tree)",
      List.of(),
      List.of(flag("keep", "leave everything running until Ctrl-C, with a kubeconfig"))),
  COMPLETION(
      "completion",
      "bash|zsh|fish",
      "print a completion script",
      List.of("bash", "zsh", "fish"),
      List.of());

  private static final List<CommandOption> COMMON =
      List.of(
          value(
              "platform",
              "OS/ARCH[/VARIANT]|all",
              "platform (default linux on this machine's; with --cluster, those of the nodes)"),
          many(null, "base", "IMAGE", "a candidate base image to prove by layers"),
          value("config", "FILE", "configuration file"),
          flag("no-cache", "neither use nor keep facts of earlier runs"),
          value("timeout", "DURATION", "time for one image, such as 90s or 5m (default 10m)"));

  private final String word;
  private final String arguments;
  private final String text;
  private final List<String> choices;
  private final List<CommandOption> own;

  Command(
      String word, String arguments, String text, List<String> choices, List<CommandOption> own) {
    this.word = word;
    this.arguments = arguments;
    this.text = text;
    this.choices = choices;
    this.own = own;
  }

  String word() {
    return word;
  }

  String arguments() {
    return arguments;
  }

  String text() {
    return text;
  }

  /** The arguments it accepts; empty means any. */
  List<String> choices() {
    return choices;
  }

  List<CommandOption> options() {
    var options = new ArrayList<>(own);
    if (this == INSPECT || this == CHECK) {
      options.addAll(COMMON);
    }
    options.add(flag("help", "print this help"));
    return options;
  }
}
